from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from solidary.desk.acts.base import ActForm, ActPage
from solidary.stories.acts.correct import AddCorrection
from solidary.stories.models import Newsroom


def _today() -> date:
    return Newsroom.load().now().date()


class CorrectionForm(ActForm):
    """What readers are told, and since when."""

    day = forms.DateField(label=gettext_lazy("Date"), widget=AdminDateInput(), initial=_today)
    text = forms.CharField(
        label=gettext_lazy("What was corrected"),
        widget=AdminAutoHeightTextInput(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Say what was wrong and what is right. Readers see this at the end of the story, "
            "for good; put the text itself right in the story."
        ),
    )


class CorrectPage(ActPage):
    """Ask what was wrong, and publish that."""

    act_class = AddCorrection
    form_class = CorrectionForm
    submit_label = gettext_lazy("Publish the correction")
    header_icon = "doc-full"

    def explanation(self) -> list[str]:
        lines = [_("The correction is published at once and the story is marked as corrected.")]
        if self.thing.has_unpublished_changes:
            lines.append(_("What somebody is still writing in this story stays a draft."))
        return lines

    def done(self, result: None) -> str:
        return _("The correction is published.")
