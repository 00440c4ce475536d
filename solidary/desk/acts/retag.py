from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from solidary.desk.acts.base import ActForm, ActPage
from solidary.desk.forms.chips import ChipsInput
from solidary.stories.acts.retag import Retag
from solidary.stories.models import Topic


def _topics(label: object) -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(
        label=label,
        queryset=Topic.objects.not_merged(),
        required=False,
        widget=ChipsInput(
            looking_in="desk_find_topics", placeholder=gettext_lazy("Type a hashtag")
        ),
    )


class RetagForm(ActForm):
    """Topics to add and to take off, found by typing."""

    add = _topics(gettext_lazy("Add topics"))
    remove = _topics(gettext_lazy("Take topics off"))


class RetagPage(ActPage):
    """For one story; several are ticked in the list."""

    act_class = Retag
    form_class = RetagForm
    has_button = False

    def done(self, result: None) -> str:
        return _("The topics are changed.")
