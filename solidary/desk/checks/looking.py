"""A story looked at with every check: what an editor is shown of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder

from solidary.desk.checks.wording import line_of
from solidary.press.dead_links import dead_links
from solidary.stories.body.fields import Label
from solidary.stories.body.plain import words_of
from solidary.stories.changes import announced_models
from solidary.stories.checks import findings
from solidary.stories.checks.finding import Finding
from solidary.stories.checks.reading import draft_of, links_of
from solidary.stories.models import Photo, Story


@dataclass(frozen=True, slots=True)
class Line:
    """`place`: the field of the form, `block`: the id of the block it leads to; `elsewhere`: where
    at the desk the thing is mended that it is about."""

    text: str
    forbids: bool
    place: str
    block: str = ""
    elsewhere: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    lines: Sequence[Line]
    words: int
    """in the body"""

    @property
    def count(self) -> int:
        return len(self.lines)

    @property
    def forbidding(self) -> list[Line]:
        return [line for line in self.lines if line.forbids]

    @property
    def others(self) -> list[Line]:
        return [line for line in self.lines if not line.forbids]


def look_at(story: Story, form: Any = None) -> Looked:
    """Ask every check about a story's attributes, saved or not. `form`: one that refused what was
    typed; what it says forbids publishing too."""
    dead = dead_links(links_of(story), story.language, story.address)
    draft = draft_of(story, dead)
    refused = list(_refused(form)) if form is not None else []
    places = {line.place for line in refused}
    found = [
        _line(finding)
        for finding in findings(draft)
        # The form has said of this field what is wrong with it.
        if not (finding.forbids and finding.place in places)
    ]
    return Looked([*refused, *found], len(words_of(draft.body).split()))


def _line(finding: Finding) -> Line:
    return Line(
        text=line_of(finding),
        forbids=finding.forbids,
        place=finding.place,
        block=finding.block,
        elsewhere=_edited_at(*finding.thing) if finding.thing else "",
        name=str(finding.facts.get("name", "")),
    )


def _edited_at(kind: str, key: int) -> str:
    """Where a thing of the record is edited at the desk."""
    model = announced_models()[kind]
    if model is Photo:
        # Making one asks the record for its collection.
        return reverse("wagtailimages:edit", args=[key])
    return AdminURLFinder().get_edit_url(model(pk=key)) or ""


def _refused(form: Any) -> Iterator[Line]:
    """What a form says is wrong with its fields, and with the lines of bylines and sources."""
    for name, errors in form.errors.as_data().items():
        label = form.fields[name].label if name in form.fields else ""
        yield from (_said(label, message, name) for message in _messages(errors))
    for name, lines in form.formsets.items():
        for each in lines.forms:
            for field, errors in each.errors.as_data().items():
                label = each.fields[field].label if field in each.fields else ""
                yield from (_said(label, message, name) for message in _messages(errors))


def _said(label: Label | None, message: str, place: str) -> Line:
    return Line(f"{label}: {message}" if label else message, forbids=True, place=place)


def _messages(errors: Iterable[ValidationError]) -> Iterator[str]:
    """What errors say, those of the blocks in a body included."""
    for error in errors:
        inside = getattr(error, "block_errors", None)
        if inside is None:
            yield from error.messages
            continue
        yield from getattr(error, "non_block_errors", ())
        each = inside.values() if isinstance(inside, dict) else inside
        yield from _messages(filter(None, each))
