"""What the desk keeps for itself."""

from solidary.desk.accounts.counts import SignInCount

__all__ = ["SignInCount"]
