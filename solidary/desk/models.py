"""What the desk keeps for itself."""

from solidary.desk.accounts.counts import SignInCount
from solidary.desk.asked.models import AskedChange

__all__ = ["AskedChange", "SignInCount"]
