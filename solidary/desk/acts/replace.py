from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from wagtail.images.widgets import AdminImageChooser
from wagtail.snippets.widgets import AdminSnippetChooser

from solidary.desk.acts.any_kind import AnyKindPage
from solidary.desk.acts.base import ActForm
from solidary.desk.acts.users import shown
from solidary.desk.things import list_address
from solidary.stories.acts.replace import ReplaceThing
from solidary.stories.bin.users import users_of
from solidary.stories.models import Binned, Photo


class ReplaceForm(ActForm):
    """The one that stays, chosen by searching."""

    by = forms.ModelChoiceField(label=pgettext_lazy("thing", "Replace by"), queryset=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model = type(self.thing)
        others = model._default_manager.exclude(pk=self.thing.pk)
        widget = AdminImageChooser() if model is Photo else AdminSnippetChooser(model)
        self.fields["by"].queryset = others
        self.fields["by"].widget = widget


class ReplacePage(AnyKindPage):
    """Say who uses it, ask for the other one, and replace it everywhere."""

    act_class = ReplaceThing
    form_class = ReplaceForm
    template_name = "desk/replace.html"
    last_part = "replace"

    def things(self) -> Any:
        things = super().things()
        if not ReplaceThing.offered(things.model):
            raise Http404
        return things

    def explanation(self) -> list[str]:
        return [
            _("Everything that uses it uses the other one instead, in every language: what readers "
              "see, drafts and earlier versions. The stories' words stay as they are."),
            _("Then this one goes into the bin."),
        ]  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["users"] = shown(users_of(self.thing))
        return context

    def done(self, result: Binned) -> str:
        return _("“%(title)s” is replaced, and in the bin until %(day)s.") % {
            "title": result.title,
            "day": date_format(result.until, "DATE_FORMAT"),
        }

    def next_address(self, result: Binned) -> str:
        return list_address(result.thing_model)
