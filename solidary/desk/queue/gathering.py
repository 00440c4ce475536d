"""What there is to look at: the keeper's index beside the rows of the record. Nothing of it is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef

from solidary.intake.consent import Consent, consent_of
from solidary.intake.models import Contribution, Envelope, Item, State, TopicSwitches
from solidary.keeper.client import Entry, Index
from solidary.sealing.bag.manifest import Kind
from solidary.stories.models import Topic


@dataclass(frozen=True, slots=True)
class Cover:
    """The one item of a contribution that its card shows."""

    envelope: str
    item: str
    """`words` where there is no picture"""
    is_picture: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """A contribution with what the index says of it."""

    row: Contribution
    entries: tuple[Entry, ...]
    """in the order in which they came; none where this key opens none of them"""
    consent: Consent
    topic: str
    """a topic's address; '' for none, or one that isn't there any more"""
    sensitive: bool
    is_whole: bool
    """whether this key opens all of it, and nothing is damaged"""
    alike: tuple[tuple[tuple[str, str], ...], ...] = ()
    """for each picture that is like others: those others, with their envelopes"""

    @property
    def ref(self) -> str:
        return str(self.row.ref)

    @property
    def first(self) -> Entry | None:
        """What was sent at first, or what there is of it"""
        own = [each for each in self.entries if each.kind == Kind.CONTRIBUTION]
        return next(iter(own or self.entries), None)

    @property
    def language(self) -> str:
        return self.first.language if self.first else ""

    @property
    def place(self) -> str:
        """as typed, where it was first said"""
        return next((each.place for each in self.entries if each.place), "")

    @property
    def beginning(self) -> str:
        return next((each.beginning for each in self.entries if each.beginning), "")

    @property
    def letters(self) -> int:
        return sum(each.letters for each in self.entries)

    @property
    def pictures(self) -> list[tuple[str, str]]:
        """envelope and item of each that can be shown"""
        return [
            (entry.envelope, item.ref)
            for entry in self.entries
            for item in entry.items
            if item.is_picture and not item.wrong
        ]

    @property
    def sealed_files(self) -> int:
        """files that are kept and can't be shown"""
        items = [item for entry in self.entries for item in entry.items]
        return len(items) - len(self.pictures)

    @property
    def cover(self) -> Cover | None:
        for envelope, item in self.pictures:
            return Cover(envelope, item, True)
        spoken = next((each for each in self.entries if each.letters), self.first)
        return Cover(spoken.envelope, "words", False) if spoken else None

    @property
    def is_added_to(self) -> bool:
        """whether something came after it was accepted, about which nobody has decided"""
        return self.row.state == State.ACCEPTED and bool(getattr(self.row, "has_waiting", False))


@dataclass(frozen=True, slots=True)
class TopicNames:
    """The topics as the queue names them: by address, through merges."""

    names: Mapping[str, str]
    through: Mapping[str, str] = field(default_factory=dict)
    """address of a merged topic → of the one it went into"""
    sensitive: Collection[str] = ()

    @classmethod
    def load(cls) -> TopicNames:
        """Three questions to the record, however many topics there are."""
        ends = Topic.objects.all().after_merges()
        switches = TopicSwitches.objects.filter(sensitive=True).values_list("topic__address")
        sensitive = {address for (address,) in switches}
        through = {topic.address: end.address for topic, end in ends.items()}
        return cls(
            {topic.address: f"#{topic.hashtag}" for topic in ends if topic.merged_into_id is None},
            through,
            {through.get(each, each) for each in sensitive} | sensitive,
        )

    def address(self, said: str) -> str:
        """The topic that an envelope names, if it is one of ours."""
        end = self.through.get(said, said)
        return end if end in self.names else ""


def gathered(index: Index, rows: Any, topics: TopicNames) -> list[Sent]:
    """Every contribution among `rows` with what the index says of it. Two questions to the record."""
    rows = rows.select_related("handed_to", "decided_by", "proposed_by").annotate(
        has_waiting=Exists(waiting_items())
    )
    known = list(rows)
    names: defaultdict[int, list[str]] = defaultdict(list)
    for each in in_order(Envelope.objects.filter(contribution__in=rows.values("pk"))):
        names[each.contribution_id].append(each.ref)
    entries = {entry.envelope: entry for entry in index.entries}
    alike = {each: group for group in index.alike for each in group}
    return [_sent(row, names[row.pk], entries, alike, topics) for row in known]


def in_order(envelopes: Iterable[Envelope]) -> list[Envelope]:
    """Envelopes as they came: what was sent at first, then by days; nobody knows what came first on one
    day, so a changed consent is shown after what it may be about."""
    return sorted(
        envelopes,
        key=lambda each: (
            each.kind != Kind.CONTRIBUTION, each.came_on, each.kind == Kind.CONSENT, each.pk,
        ),
    )  # fmt: skip


def waiting_items() -> Any:
    """The items of a contribution about which nobody has decided."""
    return Item.objects.filter(envelope__contribution=OuterRef("pk"), state=State.WAITING)


def one_gathered(index: Index, ref: str, topics: TopicNames) -> Sent | None:
    """One contribution, if it is there."""
    found = gathered(index, Contribution.objects.filter(ref=ref), topics)
    return found[0] if found else None


def _sent(
    row: Contribution,
    names: list[str],
    entries: Mapping[str, Entry],
    alike: Mapping[tuple[str, str], tuple[tuple[str, str], ...]],
    topics: TopicNames,
) -> Sent:
    own = tuple(entries[name] for name in names if name in entries)
    whole = len(own) == len(names) and not any(each.wrong for each in own)
    said = {topics.address(each.topic) for each in own if each.topic}
    return Sent(
        row,
        own,
        consent_of(own, whole=len(own) == len(names)),
        next((topics.address(each.topic) for each in own if topics.address(each.topic)), ""),
        # Nobody knows the topic of what can't be read.
        sensitive=not whole or bool(said & set(topics.sensitive)),
        is_whole=whole,
        alike=tuple(_groups(own, alike)),
    )


def _groups(
    entries: Iterable[Entry], alike: Mapping[tuple[str, str], tuple[tuple[str, str], ...]]
) -> Iterable[tuple[tuple[str, str], ...]]:
    for entry in entries:
        for item in entry.items:
            if group := alike.get((entry.envelope, item.ref)):
                yield group
