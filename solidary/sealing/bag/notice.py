"""The notice: what the newsroom tells the letterbox, in the bag's `out/`.

It holds nothing secret but what questions are, and those are sealed for the receipt they are for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from solidary.sealing.bag.envelope import OUT
from solidary.sealing.faults import CarrierRefusedError, DamagedError, NotInBagError, SealingError
from solidary.sealing.recipients import LEAST_DESK_KEYS, Recipients, public_key

if TYPE_CHECKING:
    from solidary.sealing.bag.carrier import Carrier

FILE = f"{OUT}/notice.json"
MOST = 16 * 1024 * 1024
"""Bytes of the longest notice that is read."""


@dataclass(frozen=True, slots=True)
class TopicChoice:
    """A topic a sender can choose: its reference, and its name by language."""

    id: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a sender hears of a contribution: its state, and questions sealed for the receipt."""

    state: str
    questions: tuple[str, ...] = ()
    """age files in base64"""


@dataclass(frozen=True, slots=True)
class Notice:
    """All the letterbox knows of the newsroom."""

    recipients: tuple[str, ...] = ()
    """public keys of the desk and of recovery; none while there are too few: the form is closed"""
    newsroom: Mapping[str, str] = field(default_factory=dict)
    """the newsroom's name by language"""
    languages: tuple[str, ...] = ()
    topics: tuple[TopicChoice, ...] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)
    """where the newsroom can be reached, such as `site`, `onion`"""
    accent: str = ""
    """the newsroom's colour, as `#rrggbb`"""
    paused: bool = False
    limits: Mapping[str, int] = field(default_factory=dict)
    replies: Mapping[str, Reply] = field(default_factory=dict)
    """by the contribution's reference"""

    def sealing_for(self) -> Recipients | None:
        """Whom to seal for; None while there are too few keys."""
        if len(self.recipients) < LEAST_DESK_KEYS + 1:
            return None
        return Recipients(self.recipients)

    def text(self) -> bytes:
        """The notice as it is written."""
        return json.dumps({"v": 1} | asdict(self), ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def parsed(cls, data: bytes) -> Notice:
        """A notice as it was read; words it has more are for a newer letterbox. Raises DamagedError."""
        try:
            words = json.loads(data)
            if words["v"] != 1:
                raise DamagedError("the notice is of another version of the program")
            for key in words["recipients"]:
                public_key(key)
            return cls(
                recipients=tuple(words["recipients"]),
                newsroom=_strings(words["newsroom"]),
                languages=tuple(map(str, words["languages"])),
                topics=tuple(
                    TopicChoice(str(each["id"]), _strings(each["names"]))
                    for each in words["topics"]
                ),
                addresses=_strings(words["addresses"]),
                accent=str(words["accent"]),
                paused=bool(words["paused"]),
                limits={str(name): int(value) for name, value in words["limits"].items()},
                replies={
                    str(name): Reply(str(each["state"]), tuple(map(str, each["questions"])))
                    for name, each in words["replies"].items()
                },
            )
        except DamagedError:
            raise
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise DamagedError("the newsroom's notice is damaged") from error
        except SealingError as error:
            raise DamagedError(f"the newsroom's notice is damaged: {error}") from error


def _strings(words: Any) -> dict[str, str]:
    return {str(name): str(value) for name, value in words.items()}


def read_notice(carrier: Carrier) -> Notice:
    """The notice in the bag; one without keys, which keeps the form closed, where there is none.

    Raises DamagedError, CarrierError.
    """
    try:
        return Notice.parsed(carrier.read(FILE, MOST))
    except NotInBagError:
        return Notice()


def write_notice(carrier: Carrier, notice: Notice) -> None:
    """Put the notice into the bag, in one piece. Raises CarrierError, EnvelopeRefusedError."""
    carrier.write(FILE, notice.text())


def renew_recipients(carrier: Carrier, recipients: Recipients | None) -> None:
    """Say in the notice for whom to seal from now on; None closes the form.

    Of a damaged notice nothing is kept: a revoked key must not stay because of it. Raises
    CarrierError, EnvelopeRefusedError.
    """
    try:
        notice = read_notice(carrier)
    except (DamagedError, CarrierRefusedError):
        notice = Notice()
    write_notice(carrier, replace(notice, recipients=recipients.keys if recipients else ()))
