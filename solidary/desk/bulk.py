"""Acts on many things at once: each by its own act and its own right, and a report of all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import classproperty
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction

from solidary.desk.acts.base import ActForm
from solidary.desk.acts.linked import linked_from, linked_line_of_many
from solidary.desk.acts.redate import RedateForm
from solidary.desk.acts.retag import RetagForm
from solidary.desk.acts.users import shown
from solidary.desk.acts.withdraw import WithdrawForm
from solidary.desk.things import edit_address
from solidary.stories.acts import Act, NotNowError
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.acts.redate import Redate
from solidary.stories.acts.retag import Retag
from solidary.stories.acts.send_to_review import SendToReview
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.models.binned import models_for_the_bin

NAMED = 20
"""Things left alone that are named in the report; the others are counted."""


class BulkAct(BulkAction):
    """Asks once what the act has to know, then does it to each thing that was chosen.

    One that can't be done keeps no other from being done, and is named with the reason.
    """

    act_class: ClassVar[type[Act[Any]]]
    template_name = "desk/bulk.html"
    form_class = ActForm

    @classproperty
    def aria_label(cls) -> Any:
        return cls.act_class.label

    @classproperty
    def display_name(cls) -> Any:
        return cls.act_class.label

    @classproperty
    def action_type(cls) -> str:
        return cls.act_class.name

    @classproperty
    def classes(cls) -> set[str]:
        return {"serious"} if cls.act_class.serious else set()

    @classproperty
    def action_priority(cls) -> int:
        return cls.act_class.order

    @classproperty
    def models(cls) -> list[Any]:
        return [cls.act_class.model]

    @classmethod
    def get_queryset(cls, model: Any, object_ids: list[str]) -> list[Any]:
        # Those that were ticked: "all in the listing" would be all there are, filters or not.
        keys = [int(key) for key in object_ids if key.isdecimal()]
        found = list(model._default_manager.filter(pk__in=keys))
        if not found:
            raise Http404
        return found

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[int]:
        return []

    def check_perm(self, obj: Any) -> bool:
        return bool(self.request.user.has_perm(self.act_class.right_to(obj)))

    def explanation(self, things: list[Any]) -> list[str]:
        """What will happen, a line each."""
        return []

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return {**kwargs, "thing": None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        things = [item["item"] for item in context["items"]]
        context.update(
            title=self.display_name,
            icon=self.act_class.icon,
            serious=self.act_class.serious,
            explanation=self.explanation(things),
            things=[(thing, edit_address(thing)) for thing in things],
        )
        return context

    def form_valid(self, form: forms.Form) -> HttpResponse:
        things, refused = self.get_actionable_objects()
        done: list[Any] = []
        left: list[tuple[Any, str]] = [
            (thing, _("You may not do this.")) for thing in refused["items_with_no_access"]
        ]
        for thing in things:
            named = str(thing)
            try:
                self.act_class(thing, user=self.request.user, **form.cleaned_data).execute()
            except NotNowError as refusal:
                left.append((named, str(refusal)))
            except PermissionDenied:
                left.append((named, _("You may not do this.")))
            else:
                done.append(thing)
        self._report(len(done), left)
        return redirect(self.next_url)

    def _report(self, done: int, left: list[tuple[Any, str]]) -> None:
        if done:
            messages.success(
                self.request,
                ngettext("%(act)s: %(count)s done.", "%(act)s: %(count)s done.", done)
                % {"act": self.display_name, "count": done},
            )
        if left:
            line = ngettext(
                "%(count)s was left as it is:", "%(count)s were left as they are:", len(left)
            ) % {"count": len(left)}
            messages.warning(self.request, format_html("{} {}", line, _reasons(left[:NAMED])))


def _reasons(left: Iterable[tuple[Any, str]]) -> str:
    return format_html_join(" ", "<br><bdi>{}</bdi>: {}", left)


class PutManyIntoBin(BulkAct):
    """Every list has it in place of Wagtail's Delete, whose name in addresses it keeps."""

    act_class = PutIntoBin
    action_type = "delete"
    aria_label = gettext_lazy("Put what is ticked into the bin")

    @classproperty
    def models(cls) -> list[Any]:
        return models_for_the_bin()

    def explanation(self, things: list[Any]) -> list[str]:
        return [
            _("What readers see, or what a story uses, stays where it is and is named."),
            _("Everything else can be brought back from the bin for 30 days."),
        ]


class RetagMany(BulkAct):
    """Topics of all that is ticked."""

    act_class = Retag
    form_class = RetagForm

    def explanation(self, things: list[Any]) -> list[str]:
        return [_at_once()]


class RedateMany(BulkAct):
    """The date of all that is ticked."""

    act_class = Redate
    form_class = RedateForm

    def explanation(self, things: list[Any]) -> list[str]:
        return [_at_once()]


class SendManyToReview(BulkAct):
    """All that is ticked and not public yet, or has a draft."""

    act_class = SendToReview


class WithdrawMany(BulkAct):
    """All that is ticked and public, for one reason."""

    act_class = Withdraw
    form_class = WithdrawForm

    def explanation(self, things: list[Any]) -> list[str]:
        public = sum(story.is_public for story in things)
        return [
            ngettext(
                "%(count)s page of readers goes, and leaves every listing and feed of the site.",
                "%(count)s pages of readers go, and leave every listing and feed of the site.",
                public,
            )
            % {"count": public},
            _(
                "What readers have saved can't be recalled: pages on phones and sticks, "
                "screenshots, prints."
            ),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if users := linked_from([story for story, _ in context["things"]]):
            context.update(users=shown(users), linked=linked_line_of_many(users.count))
        return context


def _at_once() -> str:
    return _("Public stories are published with this change at once; drafts stay drafts.")


BULK_ACTS: tuple[type[BulkAct], ...] = (
    RetagMany,
    RedateMany,
    SendManyToReview,
    WithdrawMany,
    PutManyIntoBin,
)
