"""What is asked when somebody publishes a story that is dated ahead, wherever that happens."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from solidary.desk.acts.base import ActForm, ActPage
from solidary.desk.clocks import worded
from solidary.stories.acts.publish_dated_ahead import PublishDatedAhead
from solidary.stories.dated_ahead import Answer, first_moment
from solidary.stories.models import Newsroom, Story


class DatedAheadForm(ActForm):
    """Its two buttons are the answer; the rest is what the editor was about to do."""

    answer = forms.ChoiceField(choices=[(one, one) for one in Answer], widget=forms.HiddenInput)
    approve = forms.BooleanField(required=False, widget=forms.HiddenInput)
    comment = forms.CharField(required=False, widget=forms.HiddenInput)


class DatedAheadPage(ActPage):
    """Wait for the date, publish now all the same, or go back to the draft, which is kept."""

    act_class = PublishDatedAhead
    form_class = DatedAheadForm
    template_name = "desk/dated_ahead.html"
    has_button = False

    def due(self) -> str:
        """The first moment of the date, for people; empty where it has none."""
        version = self.thing.get_latest_revision_as_object()
        if version.day is None:
            return ""
        return worded(first_moment(version.day, version.time, Newsroom.load().zone))

    def explanation(self) -> list[str]:
        return [
            _("Its date lies ahead: %(moment)s.") % {"moment": self.due()},
            _(
                "Published now, it comes above everything else in listings and feeds until then, "
                "with a date that readers haven't reached yet."
            ),
            _("What was written is kept as a draft, whatever you choose."),
        ]

    def done(self, result: Story) -> str:
        if result.live and result.scheduled_revision is None:
            return _("“%(story)s” is published.") % {"story": result}
        return _("“%(story)s” goes out on %(moment)s.") % {
            "story": result,
            "moment": worded(result.scheduled_revision.approved_go_live_at),
        }

    def get_initial(self) -> dict[str, Any]:
        return {name: self.request.GET.get(name, "") for name in ("approve", "comment")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(due=self.due(), **kwargs)
