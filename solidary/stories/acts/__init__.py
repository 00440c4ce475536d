"""What is done to the record on purpose: one module an act, found by being here.

An act says everything about itself that is no page: its name, its words, whose right it is,
what it acts on, when it makes sense, and doing it. A desk, a command or a clock performs it.
"""

from solidary.stories.acts.base import Act, ActPermissionError, NotNowError
from solidary.stories.acts.finding import every_act

__all__ = ["Act", "ActPermissionError", "NotNowError", "every_act"]
