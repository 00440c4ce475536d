"""Stories of the record as lines, read in batches past every per-story cost."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F
from django.db.models.functions import Cast
from django.utils.dateparse import parse_datetime
from wagtail.models import Revision, WorkflowState

from solidary.stories.models import (
    PLAIN_FIELDS,
    Byline,
    OldAddress,
    Story,
    StorySource,
    Topic,
)
from solidary.wire.out.bodies import Known, body_out, known_in_record
from solidary.wire.out.files import FilesOut

Line = dict[str, Any]

PLAIN = (
    *PLAIN_FIELDS,
    "go_live_at",
    "expire_at",
)
"""The fields of a story's content that are the same inside and outside."""

_PUBLICATION = (
    "expired", "live", "first_published_at", "last_published_at", "updated_at", "withdrawn_at",
    "withdrawn_reason", "import_key", "locked",
)  # fmt: skip
"""Whether readers have it, and since when."""

ROW = (
    "pk",
    "address",
    "locale__language_code",
    "translation_key",
    "raw",
    *PLAIN,
    *_PUBLICATION,
    "has_unpublished_changes",
    "latest_revision_id",
    "based_on__address",
    "based_on_revision_id",
    "based_on__live_revision_id",
)


@dataclass(slots=True)
class Addresses:
    """The address of every thing that stories refer to, by its key."""

    known: Known
    topics: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of_record(cls) -> "Addresses":
        known = known_in_record("pk", "address")
        topics = Topic.objects.after_merges().items()
        return cls(known, {topic.pk: end.address for topic, end in topics})


def story_lines(keys: Iterable[int], addresses: Addresses, files: FilesOut) -> list[Line]:
    """The lines of these stories, in the order of their keys."""
    wanted = sorted(keys)
    rows = list(
        Story.objects.filter(pk__in=wanted)
        .annotate(raw=Cast("body", CharField()))
        .order_by("pk")
        .values(*ROW)
    )
    topics = _linked("topics", "topic_id", wanted)
    places = _linked("places", "place_id", wanted)
    bylines: dict[int, list[Line]] = defaultdict(list)
    for byline in Byline.objects.filter(story_id__in=wanted).order_by("sort_order", "pk"):
        bylines[byline.story_id].append({"name": byline.name, "role": byline.role})
    sources: dict[int, list[Line]] = defaultdict(list)
    for source in StorySource.objects.filter(story_id__in=wanted).order_by("sort_order", "pk"):
        sources[source.story_id].append(_source(source, files))
    old: dict[int, list[str]] = defaultdict(list)
    for key, address in OldAddress.objects.filter(story_id__in=wanted).values_list(
        "story_id", "address"
    ):
        old[key].append(address)
    versions = _Versions(rows, addresses, files)
    lines = []
    for row in rows:
        key = row["pk"]
        content = {
            **{name: plain(row[name]) for name in PLAIN},
            "body": body_out(json.loads(row["raw"] or "[]"), addresses.known),
            "topics": _named(topics[key], addresses.topics),
            "places": _sorted(places[key], addresses.known["place"]),
            "bylines": bylines[key],
            "sources": sources[key],
        }
        line = {
            "record": "story",
            "address": row["address"],
            "language": row["locale__language_code"],
            "translation_key": str(row["translation_key"]),
            **content,
            **{name: plain(row[name]) for name in _PUBLICATION},
            "old_addresses": old[key],
            "based_on": row["based_on__address"],
            **versions.of(row, content),
        }
        lines.append(line)
    return lines


class _Versions:
    """What revisions and workflows say about a batch of stories."""

    def __init__(self, rows: list[Line], addresses: Addresses, files: FilesOut) -> None:
        self.addresses, self.files = addresses, files
        kind = ContentType.objects.get_for_model(Story)
        keys = [str(row["pk"]) for row in rows]
        wanted = {row["latest_revision_id"] for row in rows if _may_have_draft(row)}
        wanted |= {row["based_on_revision_id"] for row in rows if _is_behind(row)}
        scheduled = Revision.objects.filter(
            base_content_type=kind, object_id__in=keys, approved_go_live_at__isnull=False
        )
        self.scheduled = {int(r.object_id): r for r in scheduled}
        self.revisions = Revision.objects.in_bulk(wanted - {None})
        self.reviewed = {
            int(key)
            for key in WorkflowState.objects.filter(
                base_content_type=kind,
                object_id__in=keys,
                status=WorkflowState.STATUS_IN_PROGRESS,
            ).values_list("object_id", flat=True)
        }

    def of(self, row: Line, content: Line) -> Line:
        scheduled = self.scheduled.get(row["pk"])
        draft = None
        if _may_have_draft(row):
            revision = self.revisions.get(row["latest_revision_id"])
            draft = self._content(revision) if revision else None
        behind = None
        if _is_behind(row):
            revision = self.revisions.get(row["based_on_revision_id"])
            behind = self._content(revision) if revision else {}
        return {
            "behind": behind,
            "draft": None if draft == content else draft,
            "scheduled": scheduled
            and {
                "at": plain(scheduled.approved_go_live_at),
                "content": self._content(scheduled),
            },
            "in_review": row["pk"] in self.reviewed,
        }

    def _content(self, revision: Revision) -> Line:
        """A revision's content in the form of a line."""
        said = revision.content
        sources = []
        for source in said.get("sources") or ():
            kept = StorySource(kept_copy=source.get("kept_copy") or "")
            sources.append(
                {
                    **{name: source.get(name) or "" for name in ("outlet", "cites", "address")},
                    "kept_copy": self.files.put(kept.kept_copy),
                }
            )
        content: Line = {}
        for name in PLAIN:
            value = said.get(name)
            if name in ("go_live_at", "expire_at") and value:
                value = plain(parse_datetime(value))
            content[name] = value
        body = said.get("body") or "[]"
        content["body"] = body_out(
            json.loads(body) if isinstance(body, str) else body, self.addresses.known
        )
        content["topics"] = _named(said.get("topics") or (), self.addresses.topics)
        content["places"] = _sorted(said.get("places") or (), self.addresses.known["place"])
        content["bylines"] = [
            {"name": byline["name"], "role": byline.get("role") or ""}
            for byline in said.get("bylines") or ()
        ]
        content["sources"] = sources
        if said.get("small_mend"):
            content["small_mend"] = True
        return content


def plain(value: Any) -> Any:
    """A value as JSON has it: days, times and moments as ISO 8601."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    return value


def _may_have_draft(row: Line) -> bool:
    return bool(row["latest_revision_id"]) and (row["has_unpublished_changes"] or not row["live"])


def _is_behind(row: Line) -> bool:
    published = row["based_on__live_revision_id"]
    return published is not None and published != row["based_on_revision_id"]


def _source(source: StorySource, files: FilesOut) -> Line:
    return {
        "outlet": source.outlet,
        "cites": source.cites,
        "address": source.address,
        "kept_copy": files.put(source.kept_copy),
    }


def _named(keys: Iterable[int], addresses: dict[Any, Any]) -> list[str]:
    """In the order of the keys, which for topics is the editor's."""
    return list(dict.fromkeys(addresses[key] for key in keys if key in addresses))


def _sorted(keys: Iterable[int], addresses: dict[Any, Any]) -> list[str]:
    return sorted(_named(keys, addresses))


def _linked(name: str, column: str, keys: list[int]) -> dict[int, list[int]]:
    linked: dict[int, list[int]] = defaultdict(list)
    through = getattr(Story, name).through
    rows = through.objects.filter(story_id__in=keys).order_by(F("pk"))
    for story, other in rows.values_list("story_id", column):
        linked[story].append(other)
    return linked
