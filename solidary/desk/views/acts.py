"""The pages on which an editor confirms an act, each asking no more than it needs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from solidary.desk.actions import (
    Act,
    AddCorrection,
    MergeTopics,
    NotNow,
    Restore,
    StartTranslation,
    Withdraw,
)
from solidary.desk.forms import acts as asked
from solidary.desk.languages import own_name
from solidary.desk.views.rights import ForWhoMay
from solidary.desk.viewsets import StoryViewSet, TopicViewSet
from solidary.mirrors.register import standing
from solidary.stories.models import Story, Topic


class ActView(ForWhoMay, ABC, WagtailAdminTemplateMixin, FormView):
    """Ask, check, execute; a refusal comes back as a line above the form."""

    template_name = "desk/act.html"
    act_title: Any = ""
    submit_label: Any = ""
    serious = False
    """Whether readers lose something by it: the button says so by its colour too."""

    @property
    @abstractmethod
    def thing(self) -> Any:
        """The story or topic the act is about."""

    @abstractmethod
    def act(self, form: forms.Form) -> Act:
        """The act the filled form asks for."""

    @abstractmethod
    def done(self, result: Any) -> str:
        """What the editor is told afterwards."""

    def explanation(self) -> list[str]:
        """What will happen, a line each."""
        return []

    def get_page_title(self) -> str:
        return str(self.act_title)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            result = self.act(form).execute()
        except NotNow as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done(result))
        return HttpResponseRedirect(self.next_address(result))

    def next_address(self, result: Any) -> str:
        return self.edit_address(self.thing)

    def edit_address(self, thing: Any) -> str:
        viewset = StoryViewSet if isinstance(thing, Story) else TopicViewSet
        return reverse(f"{viewset.url_namespace}:edit", args=[thing.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        viewset = StoryViewSet if isinstance(self.thing, Story) else TopicViewSet
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{viewset.url_namespace}:list"), "label": viewset.menu_label},
            {"url": self.edit_address(self.thing), "label": str(self.thing)},
            {"url": "", "label": self.act_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.update(
            thing=self.thing,
            explanation=self.explanation(),
            submit_label=self.submit_label,
            serious=self.serious,
            back=self.edit_address(self.thing),
        )
        context["media"] = context["form"].media
        return context


class StoryActView(ActView):
    header_icon = "doc-full"
    right = "stories.change_story"

    @cached_property
    def thing(self) -> Story:
        story: Story = get_object_or_404(Story, pk=self.kwargs["pk"])
        return story


class TranslateView(StoryActView):
    form_class = asked.TranslateForm
    act_title = gettext_lazy("Start translation")
    submit_label = gettext_lazy("Start translation")
    header_icon = "globe"
    right = StartTranslation.right

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "story": self.thing}

    def explanation(self) -> list[str]:
        return [
            _("A new draft is made with the whole text of this story, for you to write over."),
            _(
                "The two stay linked: readers switch between them, and you are told when this one "
                "changes after it was translated."
            ),
        ]

    def act(self, form: forms.Form) -> Act:
        return StartTranslation(self.thing, form.cleaned_data["language"], user=self.request.user)

    def done(self, result: Story) -> str:
        return _("Here is the draft in %(language)s.") % {"language": own_name(result.language)}

    def next_address(self, result: Story) -> str:
        return self.edit_address(result)


class CorrectView(StoryActView):
    form_class = asked.CorrectionForm
    act_title = gettext_lazy("Add correction")
    submit_label = gettext_lazy("Publish the correction")
    right = AddCorrection.right

    def explanation(self) -> list[str]:
        lines = [_("The correction is published at once and the story is marked as corrected.")]
        if self.thing.has_unpublished_changes:
            lines.append(_("What somebody is still writing in this story stays a draft."))
        return lines

    def act(self, form: forms.Form) -> Act:
        said = form.cleaned_data
        return AddCorrection(self.thing, said["day"], said["text"], user=self.request.user)

    def done(self, result: None) -> str:
        return _("The correction is published.")


class WithdrawView(StoryActView):
    form_class = asked.WithdrawForm
    act_title = gettext_lazy("Withdraw")
    submit_label = gettext_lazy("Withdraw the story")
    header_icon = "no-view"
    serious = True
    right = Withdraw.right

    def explanation(self) -> list[str]:
        lines = [
            _("The story leaves every page, listing and feed of the site at once."),
            _("It stays at the desk with its history, locked until somebody restores it."),
        ]
        if self.thing.scheduled_revision or self.thing.current_workflow_state:
            lines.append(_("Its schedule and its review are cancelled."))
        if mirrors := len(standing()):
            lines.append(
                ngettext(
                    "%(count)s mirror drops it at its next sync; while that can't be reached it "
                    "goes on serving the story.",
                    "%(count)s mirrors drop it at their next sync; one that can't be reached "
                    "goes on serving the story.",
                    mirrors,
                )
                % {"count": mirrors}
            )
        lines.append(
            _(
                "What readers have saved can't be recalled: pages on phones and sticks, "
                "screenshots, prints."
            )
        )
        return lines

    def act(self, form: forms.Form) -> Act:
        return Withdraw(self.thing, form.cleaned_data["reason"], user=self.request.user)

    def done(self, result: None) -> str:
        return _("The story is withdrawn.")


class RestoreView(StoryActView):
    form_class = forms.Form
    act_title = gettext_lazy("Restore")
    submit_label = gettext_lazy("Restore as a draft")
    header_icon = "rotate"
    right = Restore.right

    def explanation(self) -> list[str]:
        return [
            _("It was withdrawn for this reason: %(reason)s")
            % {"reason": self.thing.withdrawn_reason},
            _("Restored, it is a draft again. Readers see it only after somebody publishes it."),
        ]

    def act(self, form: forms.Form) -> Act:
        return Restore(self.thing, user=self.request.user)

    def done(self, result: None) -> str:
        return _("The story is a draft again.")


class MergeView(ActView):
    """Two steps: choose the target, then see in numbers what will happen and confirm."""

    form_class = asked.MergeForm
    template_name = "desk/merge.html"
    act_title = gettext_lazy("Merge into another topic")
    header_icon = "tag"
    right = MergeTopics.right
    serious = True

    @cached_property
    def thing(self) -> Topic:
        topic: Topic = get_object_or_404(Topic.objects.standing(), pk=self.kwargs["pk"])
        return topic

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "topic": self.thing}

    def act(self, form: forms.Form) -> MergeTopics:
        return MergeTopics(self.thing, form.cleaned_data["into"], user=self.request.user)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if "confirmed" in self.request.POST:
            return super().form_valid(form)
        act = self.act(form)
        try:
            act.check()
        except NotNow as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return self.render_to_response(
            self.get_context_data(form=form, counts=act.counts(), into=act.into)
        )

    def done(self, result: Any) -> str:
        return _("%(topic)s is merged into %(into)s.") % {
            "topic": self.thing,
            "into": result.into,
        }

    def next_address(self, result: Any) -> str:
        return self.edit_address(result.into)
