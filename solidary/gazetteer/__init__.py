"""Names of places in nine writings, read from one mapped file."""

from solidary.gazetteer.errors import GazetteerError
from solidary.gazetteer.folding import fold
from solidary.gazetteer.gazetteer import Gazetteer, gazetteer
from solidary.gazetteer.matching import Match, match
from solidary.gazetteer.place import Bearer, Kind, Place
from solidary.gazetteer.writings import WRITINGS

__all__ = [
    "WRITINGS",
    "Bearer",
    "Gazetteer",
    "GazetteerError",
    "Kind",
    "Match",
    "Place",
    "fold",
    "gazetteer",
    "match",
]
