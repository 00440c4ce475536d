from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from solidary.desk.acts.base import ActForm, ActPage
from solidary.stories.acts import NotNowError
from solidary.stories.acts.merge import MergeTopics
from solidary.stories.models import Topic, TopicMerge


class MergeForm(ActForm):
    """The topic that stays."""

    into = forms.ModelChoiceField(
        label=gettext_lazy("Topic to merge into"),
        queryset=Topic.objects.none(),
        empty_label=gettext_lazy("Choose a topic"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Topic.objects.not_merged().exclude(pk=self.thing.pk)


class MergePage(ActPage):
    """Two steps: choose the target, then see in numbers what will happen and confirm."""

    act_class = MergeTopics
    form_class = MergeForm
    label = gettext_lazy("Merge into another topic")
    template_name = "desk/merge.html"
    header_icon = "tag"

    def things(self) -> QuerySet[Topic]:
        topics: QuerySet[Topic] = Topic.objects.not_merged()
        return topics

    def form_valid(self, form: ActForm) -> HttpResponse:
        if "confirmed" in self.request.POST:
            return super().form_valid(form)
        act = MergeTopics(self.thing, form.cleaned_data["into"], user=self.request.user)
        try:
            act.check()
        except NotNowError as refusal:
            return self.refused(form, refusal)
        shown: HttpResponse = self.render_to_response(
            self.get_context_data(form=form, counts=act.counts(), into=act.into)
        )
        return shown

    def done(self, result: TopicMerge) -> str:
        return _("%(topic)s is merged into %(into)s.") % {
            "topic": self.thing,
            "into": result.into,
        }

    def next_address(self, result: TopicMerge) -> str:
        return self.address_of("edit", result.into.pk)
