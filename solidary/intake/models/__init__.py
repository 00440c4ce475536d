"""What the record keeps of contributions: references, days, sizes, decisions; nothing anybody wrote."""

from solidary.intake.models.contribution import Contribution, Envelope, Item, Question, State
from solidary.intake.models.covering import Covering, Fill
from solidary.intake.models.learned import LearnedSpelling
from solidary.intake.models.log_line import LogLine
from solidary.intake.models.settings import IntakeSettings, TopicSwitches
from solidary.intake.models.unfinished import BagProblem, Leftover
from solidary.intake.models.use import Use

__all__ = [
    "BagProblem",
    "Contribution",
    "Covering",
    "Envelope",
    "Fill",
    "IntakeSettings",
    "Item",
    "LearnedSpelling",
    "Leftover",
    "LogLine",
    "Question",
    "State",
    "TopicSwitches",
    "Use",
]
