"""The acts of the desk: each a class that can check and execute, with an error of its own."""

from solidary.desk.actions.base import Act, ActPermissionError, NotNow
from solidary.desk.actions.catch_up import UpdateFromSource
from solidary.desk.actions.correct import AddCorrection
from solidary.desk.actions.decide_day import DecideDay
from solidary.desk.actions.merge import Counts, MergeTopics
from solidary.desk.actions.translate import StartTranslation
from solidary.desk.actions.withdraw import Restore, Withdraw

__all__ = [
    "Act",
    "ActPermissionError",
    "AddCorrection",
    "Counts",
    "DecideDay",
    "MergeTopics",
    "NotNow",
    "Restore",
    "StartTranslation",
    "UpdateFromSource",
    "Withdraw",
]
