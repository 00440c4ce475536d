from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from solidary.stories.acts.base import Act, NotNowError
from solidary.stories.bin.packing import made_of, packed
from solidary.stories.bin.users import users_of
from solidary.stories.changes import changed
from solidary.stories.models.binned import Binned, goes_into_bin


class PutIntoBin(Act[Any]):
    """Take a thing out of the record, so that it can come back as it was for thirty days.

    Not what readers see: a public story is withdrawn first, and what a story, a draft, a front
    page or the newsroom uses stays until nothing does. A review ends and a schedule is dropped.
    """

    name = "put_into_bin"
    model = models.Model
    right = "stories.delete_story"
    label = _("Put into the bin")
    logged = _("Moved to the bin")
    icon = "bin"
    order = 90
    serious = True
    not_now = _("Readers see this story. Withdraw it first.")

    @classmethod
    def right_to(cls, thing: Any) -> str:
        return f"{thing._meta.app_label}.delete_{thing._meta.model_name}"

    @classmethod
    def offered(cls, thing: Any) -> bool:
        return (
            goes_into_bin(type(thing))
            and not getattr(thing, "live", False)
            and getattr(thing, "merged_into_id", None) is None
        )

    def check(self) -> None:
        self.check_right()
        if not self.offered(self.thing):
            raise NotNowError(self._why_not())
        if users := users_of(self.thing):
            raise NotNowError(
                ngettext(
                    "It is used %(count)s time and can't be deleted.",
                    "It is used %(count)s times and can't be deleted.",
                    users.count,
                )
                % {"count": users.count}
            )

    @transaction.atomic
    def execute(self) -> Binned:
        self.check()
        thing = type(self.thing)._base_manager.get(pk=self.thing.pk)
        title = self._title(thing)
        if (review := getattr(thing, "current_workflow_state", None)) is not None:
            review.cancel(user=self.user)
        if hasattr(thing, "revisions"):
            thing.revisions.update(approved_go_live_at=None)
        self.note(thing)
        rows, links = packed(thing)
        binned = Binned.objects.create(
            kind=thing.kind_of_change,
            ref=thing.pk,
            title=title[:300],
            address=getattr(thing, "address", "") or "",
            import_key=getattr(thing, "import_key", "") or "",
            rows=rows,
            links=links,
            shows=sorted(map(list, made_of(rows) - {(thing.kind_of_change, thing.pk)})),
            binned_by=self.user,
        )
        # A picture's file goes with its row, unless the row names none.
        _let_go_of_files(thing)
        thing.delete()
        changed(**{binned.kind: [binned.ref]})
        return binned

    def _why_not(self) -> str:
        if getattr(self.thing, "merged_into_id", None) is not None:
            return gettext("This topic was merged; its address leads readers to the other one.")
        return str(self.not_now)

    def _title(self, thing: Any) -> str:
        draft = getattr(thing, "latest_revision", None)
        return (draft and draft.object_str) or str(thing)


def _let_go_of_files(thing: models.Model) -> None:
    for field in thing._meta.local_concrete_fields:
        if isinstance(field, models.FileField):
            setattr(thing, field.attname, "")
