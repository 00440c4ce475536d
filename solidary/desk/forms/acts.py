"""What the desk asks before it acts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from solidary.desk.languages import newsroom_choices
from solidary.stories.models import Newsroom, Story, Topic


class TranslateForm(forms.Form):
    language = forms.ChoiceField(label=_("Into"))

    def __init__(self, *args: Any, story: Story, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = Story.objects.filter(translation_key=story.translation_key)
        taken = set(told.values_list("locale__language_code", flat=True))
        self.fields["language"].choices = [
            choice for choice in newsroom_choices() if choice[0] not in taken
        ]


def _today() -> date:
    return Newsroom.load().now().date()


class CorrectionForm(forms.Form):
    day = forms.DateField(label=_("Day"), widget=AdminDateInput(), initial=_today)
    text = forms.CharField(
        label=_("What was corrected"),
        widget=AdminAutoHeightTextInput(attrs={"rows": 3}),
        help_text=_(
            "Say what was wrong and what is right. Readers see this at the end of the story, "
            "for good; put the text itself right in the story."
        ),
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
        help_text=_("For the newsroom's own record; readers never see it."),
    )


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        label=_("Into"), queryset=Topic.objects.none(), empty_label=_("Choose a topic")
    )

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Topic.objects.standing().exclude(pk=topic.pk)


class DayForm(forms.Form):
    """The day of one undated import; the desk's own plain date field, one a row."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
