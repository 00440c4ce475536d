"""Delete, as the desk understands it: into the bin, or to what has to be done before."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from solidary.desk.acts.any_kind import AnyKindPage
from solidary.desk.acts.replace import ReplacePage
from solidary.desk.acts.users import UsersShown, shown
from solidary.desk.things import list_address
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.acts.replace import ReplaceThing
from solidary.stories.bin.users import users_of
from solidary.stories.models import Binned, Story, Topic
from solidary.stories.models.binned import KEPT


class PutIntoBinPage(AnyKindPage):
    """Say who uses it and what helps, or what the bin is, and put it there."""

    act_class = PutIntoBin
    template_name = "desk/put_into_bin.html"

    last_part = "put"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(self.thing, Story) and self.thing.live:
            messages.info(request, str(PutIntoBin.not_now))
            return HttpResponseRedirect(reverse("desk_withdraw", args=[self.thing.pk]))
        return super().dispatch(request, *args, **kwargs)

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
        if ReplaceThing.offered(self.thing):
            return [(ReplacePage.address_for(self.thing), str(ReplaceThing.label))]
        return []

    def done(self, result: Binned) -> str:
        return _("“%(title)s” is in the bin until %(day)s.") % {
            "title": result.title,
            "day": date_format(result.until, "DATE_FORMAT"),
        }

    def next_address(self, result: Binned) -> str:
        return get_valid_next_url_from_request(self.request) or list_address(result.thing_model)
