"""Delete, as the desk understands it: into the bin, or to what has to be done before."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from solidary.desk.acts.base import ActPage
from solidary.desk.acts.users import UsersShown, shown
from solidary.desk.things import edit_address, list_address, list_label
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.bin.users import users_of
from solidary.stories.changes import announced_models
from solidary.stories.models import Binned, Story, Topic
from solidary.stories.models.binned import KEPT, goes_into_bin


class PutIntoBinPage(ActPage):
    """Say who uses it and what helps, or what the bin is, and put it there."""

    act_class = PutIntoBin
    template_name = "desk/put_into_bin.html"

    @classmethod
    def address(cls) -> str:
        return "bin/put/<str:kind>/<int:pk>/"

    @classmethod
    def address_for(cls, thing: Any) -> str:
        return reverse(cls.address_name(), args=[thing.kind_of_change, thing.pk])

    def right_needed(self) -> str:
        return PutIntoBin.right_to(self.thing)

    def things(self) -> QuerySet[Any]:
        model = announced_models().get(self.kwargs["kind"])
        if model is None or not goes_into_bin(model):
            raise Http404
        every: QuerySet[Any] = model._default_manager.all()
        return every

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(self.thing, Story) and self.thing.live:
            messages.info(request, str(PutIntoBin.not_now))
            return HttpResponseRedirect(reverse("desk_withdraw", args=[self.thing.pk]))
        return super().dispatch(request, *args, **kwargs)

    def address_of(self, view: str, *args: Any) -> str:
        return list_address(type(self.thing)) if view == "list" else edit_address(self.thing)

    def things_label(self) -> Any:
        return list_label(type(self.thing))

    def explanation(self) -> list[str]:
        lines = [
            ngettext(
                "It leaves every list, search and choice at the desk. For %(count)s day it can be "
                "brought back from the bin as it is now; then it is deleted for good.",
                "It leaves every list, search and choice at the desk. For %(count)s days it can be "
                "brought back from the bin as it is now; then it is deleted for good.",
                KEPT.days,
            )
            % {"count": KEPT.days}
        ]
        if isinstance(self.thing, Story) and (
            self.thing.scheduled_revision or self.thing.current_workflow_state
        ):
            lines.append(_("Its schedule and its review are cancelled."))
        return lines

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["users"] = users = self._shown()
        if users or getattr(self.thing, "merged_into_id", None):
            context.update(explanation=[], ways=self._ways())
            if not users:
                context["refusal"] = _(
                    "This topic was merged; its address leads readers to the other one."
                )
        return context

    def _shown(self) -> UsersShown | None:
        users = users_of(self.thing)
        return shown(users) if users else None

    def _ways(self) -> list[tuple[str, str]]:
        """What helps: where it leads and what it is called."""
        if isinstance(self.thing, Topic) and self.thing.merged_into_id is None:
            merged = self.thing.merged_topics.exists()
            if not merged:
                return [
                    (reverse("desk_merge", args=[self.thing.pk]), _("Merge into another topic"))
                ]
        return []

    def done(self, result: Binned) -> str:
        return _("“%(title)s” is in the bin until %(day)s.") % {
            "title": result.title,
            "day": date_format(result.until, "DATE_FORMAT"),
        }

    def next_address(self, result: Binned) -> str:
        return get_valid_next_url_from_request(self.request) or list_address(result.thing_model)
