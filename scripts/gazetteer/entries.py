"""The places that go into the file, and the names each has there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from babel import Locale

from scripts.gazetteer import by_hand, geonames
from solidary.gazetteer.folding import fold
from solidary.gazetteer.place import Kind
from solidary.gazetteer.places_file import FIRM
from solidary.gazetteer.writings import BIT, WRITINGS
from solidary.languages.lacinka import latin

HOME = {"BY", "LT", "LV", "EE", "UA", "PL", "MD", "GE", "RU"}
"""Where most senders are at home: villages too, and every spelling."""
_NEAR = """
DE AT CH CZ SK GB IE FR BE NL LU IT ES PT SE NO FI DK HU RO BG RS HR SI GR TR CY IL US CA AU AM AZ KZ ME AL MK BA MT IS NZ
"""
NEAR = frozenset(_NEAR.split())
LEAST = {"home": 500, "near": 1_000, "far": 5_000}
"""People a place must have."""
LISTED_CYRILLIC, LISTED_LATIN = 5_000, 40_000
"""People from which on a spelling without a language is taken, outside HOME."""
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})

LOCALES = {
    w: Locale.parse({"be-tarask": "be_TARASK"}.get(w, w)) for w in WRITINGS if w != "be-Latn"
}
"""Where countries' names are from: CLDR."""

_CYRILLIC = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґЎў' ’ʼ().-]+")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ' ’ʼ`().-]+")
_BELARUSIAN = re.compile("(?=.*[ўі])(?!.*[иїєґщъ])|(?=.*[ыэё])(?!.*[иїєґщъ])", re.IGNORECASE)
_UKRAINIAN = re.compile("(?=.*[іїєґ])(?!.*[ыэўёъ])", re.IGNORECASE)
_RUSSIAN = re.compile("(?!.*([іїєґў]|[жшч]ы))", re.IGNORECASE)
_POLISH, _LITHUANIAN, _GERMAN = (
    re.compile(f"[{x}]") for x in ("ąćęłńśźżĄĆĘŁŃŚŹŻ", "ąčęėįšųūžĄČĘĖĮŠŲŪŽ", "äöüßÄÖÜ")
)
_SOUNDS = str.maketrans(
    {"а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e", "ж": "zh", "з": "z", "и": "i", "і": "i", "ї": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "w", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ы": "y", "э": "e", "ю": "yu", "я": "ya", "ь": "", "ъ": ""}
)  # fmt: skip


@dataclass
class Entry:
    """A place on its way into the file."""

    id: int
    kind: Kind
    country: str
    area: str
    population: int
    capital: bool
    latitude: float | None
    longitude: float | None
    shown: dict[str, str] = field(default_factory=dict)
    """writing → name."""
    keys: dict[str, int] = field(default_factory=dict)
    """folded name → mask of writings, with FIRM."""

    def know(self, name: str, mask: int, firm: bool = True) -> None:
        """Have it found under a name."""
        key = fold(name)
        if 2 <= len(key.encode()) <= 120:
            self.keys[key] = self.keys.get(key, 0) | mask | (FIRM if firm else 0)

    def show(self, writing: str, name: str) -> None:
        """Have a name shown in a writing, and found under it."""
        self.shown[writing] = name
        self.know(name, BIT[writing])


def entries() -> list[Entry]:
    """Every country, area and town that goes into the file, by rising id."""
    made = {entry.id: entry for entry in [*_countries(), *_areas(), *_towns()]}
    return [made[key] for key in sorted(made)]


def _finish(entry: Entry) -> Entry:
    """Add what follows from the names there are: Belarusian in Latin letters, either orthography."""
    for writing in ("be", "be-tarask"):
        if writing in entry.shown:
            entry.know(latin(entry.shown[writing]), BIT["be-Latn"])
    if "be-Latn" not in entry.shown and ("be" in entry.shown or "be-tarask" in entry.shown):
        entry.show("be-Latn", latin(entry.shown.get("be") or entry.shown["be-tarask"]))
    for writing in ("be-tarask", "be-Latn", "de", "pl", "lt", "uk", "ru"):
        # What is shown instead anyway need not be kept twice.
        instead = {"be-tarask": "be"}.get(writing, "en")
        if entry.shown.get(writing) == entry.shown.get(instead):
            entry.shown.pop(writing, None)
    return entry


def _countries() -> list[Entry]:
    made, typed = [], by_hand.countries()
    for code, country in sorted(geonames.read("countries").items()):
        entry = Entry(
            country["geonameid"], Kind.COUNTRY, code, "", country["population"], False, None, None
        )
        entry.show("en", country["name"])
        for writing, locale in LOCALES.items():
            name = locale.territories.get(code)
            if name and _readable(name):
                entry.show(writing, name)
            named = geonames.named(writing).get(entry.id) if writing in geonames.LANGUAGES else None
            entry.know(named or name or country["name"], BIT[writing])
        entry.know(country["iso3"], BIT["en"])
        entry.know(code, BIT["en"])
        for name in typed.get(code, []):
            entry.know(name, 0)
        made.append(_finish(entry))
    return made


def _areas() -> list[Entry]:
    made = []
    # GeoNames' ids end far below: areas of our own begin here.
    ident = 4_000_000_000
    states = [("US", state["code"], [state["name"], state["code"]]) for _key, state in sorted(geonames.read("us_states").items())]  # fmt: skip
    for country, code, names in [*states, *by_hand.areas()]:
        entry = Entry(ident, Kind.AREA, country, code, 0, False, None, None)
        entry.show("en", names[0])
        for name in names:
            entry.know(name, 0)
        made.append(entry)
        ident += 1
    return made


def _towns() -> list[Entry]:
    capitals = {(c["iso"], c["capital"]) for c in geonames.read("countries").values()}
    hand = by_hand.exonyms()
    chosen = sorted(geonames.read("cities500").values(), key=lambda town: -town["population"])
    made = []
    for town in chosen:
        country, people = town["countrycode"], town["population"]
        where = "home" if country in HOME else "near" if country in NEAR else "far"
        if people < LEAST["near" if country == "RU" and people < 1_000 else where]:
            continue
        ours = hand.pop(f"{town['name']} {country}", {})
        entry = Entry(
            town["geonameid"], Kind.TOWN, country, town["admin1code"], people,
            (country, town["name"]) in capitals, town["latitude"], town["longitude"],
        )  # fmt: skip
        _name(entry, town, ours)
        made.append(_finish(entry))
    if hand:
        raise SystemExit(f"Named by hand, but not in GeoNames: {', '.join(hand)}")
    return made


def _name(entry: Entry, town: dict[str, Any], ours: dict[str, str]) -> None:
    entry.show("en", town["name"])
    _without_umlauts(entry, town["name"])
    for language in geonames.LANGUAGES:
        name = geonames.named(language).get(entry.id)
        if name and _readable(name):
            entry.show(language, name)
            _without_umlauts(entry, name)
    for spelling in town["alternatenames"]:
        _list(entry, spelling)
    if entry.country in HOME:
        _guess(entry, town["alternatenames"])
    for writing, name in ours.items():
        if writing == "also":
            for spelling in name.split(","):
                entry.know(spelling, 0)
        else:
            entry.show(writing, name)


def _without_umlauts(entry: Entry, name: str) -> None:
    if name.translate(UMLAUTS) != name:
        entry.know(name.translate(UMLAUTS), BIT["de"])


def _readable(name: str) -> bool:
    return bool(_CYRILLIC.fullmatch(name) or _LATIN.fullmatch(name)) and len(name) <= 60


def _list(entry: Entry, spelling: str) -> None:
    """A spelling GeoNames lists without saying in which language."""
    home, people = entry.country in HOME, entry.population
    if len(spelling) < 3 or spelling[0].islower() or (spelling.isupper() and len(spelling) < 5):
        return
    if _CYRILLIC.fullmatch(spelling) and (home or people >= LISTED_CYRILLIC):
        firm = home and entry.country in ("BY", "UA", "RU")
        mask = sum(
            BIT[writing]
            for writing, fits in (("be", _BELARUSIAN), ("uk", _UKRAINIAN), ("ru", _RUSSIAN))
            if fits.match(spelling)
        )
        entry.know(spelling, mask, firm)
    elif _LATIN.fullmatch(spelling) and (home or people >= LISTED_LATIN):
        marks = (("pl", _POLISH), ("lt", _LITHUANIAN), ("de", _GERMAN))
        entry.know(spelling, sum(BIT[w] for w, found in marks if found.search(spelling)), False)


def _guess(entry: Entry, spellings: list[str]) -> None:
    """A name to show, where no language is said: one in that language's letters that sounds like the
    English one. Only for places where that language is spoken."""
    for writing, fits, where in (
        ("be", _BELARUSIAN, {"BY"}),
        ("uk", _UKRAINIAN, {"UA"}),
        ("ru", _RUSSIAN, {"BY", "UA", "RU"}),
    ):
        if writing in entry.shown or entry.country not in where:
            continue
        own = [s for s in spellings if _CYRILLIC.fullmatch(s) and fits.match(s)]
        if own:
            entry.show(writing, max(sorted(own), key=lambda s: _alike(s, entry.shown["en"])))


def _alike(cyrillic: str, english: str) -> float:
    sound = cyrillic.lower().translate(_SOUNDS)
    return SequenceMatcher(None, sound, english.lower()).ratio()
