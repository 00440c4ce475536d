from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from solidary.stories.acts.base import Act, NotNowError
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.bin.users import (
    KINDS_IN_BODIES,
    LINKED,
    users_of,
    with_the_key,
)
from solidary.stories.body.uses import renamed
from solidary.stories.changes import changed
from solidary.stories.models import Story
from solidary.stories.models.binned import Binned


class ReplaceThing(Act[Any]):
    """Have everything that uses a thing use another of its kind, and put the first into the bin.

    Links, headings of dispatches, pictures, posters and the logo follow, in every language, in
    what readers see, in drafts and in earlier versions. No story says that it was updated: its
    words are what they were.
    """

    name = "replace"
    model = models.Model
    right = "stories.publish_story"
    label = _("Replace by another")
    logged = _("Replaced by another")
    icon = "resubmit"
    order = 80
    serious = True
    not_now = _("Only what stories show is replaced.")

    def __init__(self, thing: Any, by: Any, *, user: Any = None) -> None:
        super().__init__(thing, user=user)
        self.by = by

    @classmethod
    def offered(cls, thing: Any) -> bool:
        return getattr(thing, "kind_of_change", "") in KINDS_IN_BODIES

    def check(self) -> None:
        super().check()
        self.require(PutIntoBin.right_to(self.thing))
        if type(self.by) is not type(self.thing) or self.by.pk == self.thing.pk:
            raise NotNowError(gettext("Choose another one of the same kind."))
        if getattr(self.by, "kind", "") != getattr(self.thing, "kind", ""):
            raise NotNowError(gettext("A film can't stand for a sound recording, nor the reverse."))

    @transaction.atomic
    def execute(self) -> Binned:
        self.check()
        users = users_of(self.thing)
        self._in_rows(users.stories)
        self._in_versions()
        for other in users.others:
            for field in other._meta.concrete_fields:
                if field.related_model is type(self.thing) and (
                    getattr(other, field.attname) == self.thing.pk
                ):
                    setattr(other, field.name, self.by)
            other.save()
        changed(story=users.stories)
        self.note(self.thing, by=self.by.pk)
        return PutIntoBin(self.thing, user=self.user).execute()

    def _in_rows(self, stories: Iterable[int]) -> None:
        kind, old, new = self._names()
        field = Story._meta.get_field("body")
        rows = with_the_key(Story.objects.filter(pk__in=list(stories)), "body", old)
        for key, text in rows.values_list("pk", "text"):
            body = json.loads(text)
            if renamed(body, kind, old, new):
                value = field.to_python(json.dumps(body))
                Story.objects.filter(pk=key).update(body=value)
        if column := LINKED.get(kind):
            through = getattr(Story, column).through.objects
            there = set(through.filter(**{f"{kind}_id": new}).values_list("story_id", flat=True))
            links = through.filter(**{f"{kind}_id": old})
            links.filter(story_id__in=there).delete()
            links.update(**{f"{kind}_id": new})

    def _in_versions(self) -> None:
        kind, old, new = self._names()
        field = LINKED.get(kind, "")
        for key, content in self._versions():
            body, linked = json.loads(content.get("body") or "[]"), content.get(field, [])
            if not renamed(body, kind, old, new) and old not in linked:
                continue
            content["body"] = json.dumps(body)
            if old in linked:
                content[field] = list(dict.fromkeys(new if k == old else k for k in linked))
            Revision.objects.filter(pk=key).update(content=content)

    def _versions(self) -> Iterator[tuple[int, Any]]:
        """Every version of a story that has the key in it, and a few more."""
        versions = Revision.objects.filter(
            base_content_type=ContentType.objects.get_for_model(Story)
        ).annotate(text=Cast("content", models.TextField()))
        keys = versions.filter(text__contains=str(self.thing.pk)).values_list("pk", flat=True)
        for key in list(keys):
            yield key, Revision.objects.values_list("content", flat=True).get(pk=key)

    def _names(self) -> tuple[str, int, int]:
        return self.thing.kind_of_change, self.thing.pk, self.by.pk
