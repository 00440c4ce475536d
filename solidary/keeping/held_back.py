"""What a restored record holds back, and what an editor decides about it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from solidary.keeping.binding import STORY
from solidary.press.models import Hold
from solidary.press.things import BY_KIND
from solidary.stories.acts.restore import Restore
from solidary.stories.changes import changed
from solidary.stories.models import Story

RIGHT = Restore.right


@dataclass(frozen=True, slots=True)
class Held:
    """One thing that waits for a decision."""

    pk: int
    kind: str
    ref: int
    title: str
    """a headline, or what editors know a thing by"""
    public: bool
    """whether readers have it again at once if it is to be published"""


def waiting() -> list[Held]:
    """What nobody has decided about, stories first. What was decided on its own page isn't here, nor what
    was deleted."""
    rows = list(Hold.objects.filter(waiting=True).order_by("pk"))
    titles = _titles(rows)
    found = [
        Held(row.pk, row.kind, row.ref, titles[row.kind, row.ref], row.public)
        for row in rows
        if (row.kind, row.ref) in titles
    ]
    return sorted(found, key=lambda held: (held.kind != STORY, held.pk))


def publish_again(pk: int, user: Any) -> None:
    """Give readers again what was held back. Raises NotNowError, ActPermissionError, Hold.DoesNotExist."""
    with transaction.atomic():
        row = Hold.objects.select_for_update().get(pk=pk, waiting=True)
        if row.kind != STORY:
            Restore(Story(), user=user).check_right()
            row.delete()
            changed(**{row.kind: [row.ref]})
            return
        story = Story.objects.get(pk=row.ref)
        act = Restore(story, user=user)
        act.check()
        if row.public:
            story.withdrawn_at, story.withdrawn_reason, story.live = None, "", True
            story.save()
            log(story, "wagtail.publish", user=user)
        else:
            act.execute()
        row.delete()


def leave_withdrawn(pk: int, user: Any) -> None:
    """Let it stay away from readers. A story may still be restored on its own page. Raises
    ActPermissionError, Hold.DoesNotExist."""
    Restore(Story(), user=user).check_right()
    with transaction.atomic():
        row = Hold.objects.select_for_update().get(pk=pk, waiting=True)
        if row.kind == STORY:
            row.delete()
        else:
            Hold.objects.filter(pk=pk).update(waiting=False)


def _titles(rows: list[Hold]) -> dict[tuple[str, int], str]:
    keys: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        keys[row.kind].add(row.ref)
    stories = Story.objects.withdrawn().filter(pk__in=keys.pop(STORY, ()))
    found = {(STORY, pk): headline for pk, headline in stories.values_list("pk", "headline")}
    for kind, refs in keys.items():
        if kind in BY_KIND:
            found |= {(kind, ref): title for ref, title in BY_KIND[kind].titles(refs).items()}
    return found
