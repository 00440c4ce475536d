"""The chronicle's record: actions, who reports them and in which words, how many, and days declared."""

from solidary.chronicle.models.action import (
    Action,
    Basis,
    Form,
    PlacePrecision,
    Precision,
    Standing,
)
from solidary.chronicle.models.day import Day
from solidary.chronicle.models.decision import Decision
from solidary.chronicle.models.estimate import Bound, Estimate
from solidary.chronicle.models.former import Former
from solidary.chronicle.models.report import Quote, Report
from solidary.chronicle.models.suggestion import Answer, Suggestion, ToRead, Why
from solidary.chronicle.models.version import Change, Version

__all__ = [
    "Action",
    "Answer",
    "Basis",
    "Bound",
    "Change",
    "Day",
    "Decision",
    "Estimate",
    "Form",
    "Former",
    "PlacePrecision",
    "Precision",
    "Quote",
    "Report",
    "Standing",
    "Suggestion",
    "ToRead",
    "Version",
    "Why",
]
