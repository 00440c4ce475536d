"""The list of what is found in what is typed right now, saved or not."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.admin.views.generic.preview import PreviewOnCreate, PreviewOnEdit

from solidary.desk.checks.looking import Looked, look_at
from solidary.desk.languages import newsroom_choices
from solidary.stories.languages import locale_of
from solidary.stories.models import Story


class ChecksOnEdit(PreviewOnEdit):
    """Reads the form as a preview does, for whoever may preview, and keeps nothing."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form(request.POST)
        story = form.instance
        if not form.is_bound:
            return self.answer(look_at(story))
        form.defer_required_fields()
        is_valid = form.is_valid()
        if is_valid:
            form.save(commit=False)
        else:
            # What could be read is in the story already, but for what hangs on it.
            for name in ("topics", "places"):
                if name in form.cleaned_data:
                    setattr(story, name, form.cleaned_data[name])
        return self.answer(look_at(story, form=None if is_valid else form))

    def answer(self, looked: Looked) -> HttpResponse:
        return render(self.request, "desk/checks/list.html", {"looked": looked})


class ChecksOnAdd(PreviewOnCreate, ChecksOnEdit):
    http_method_names = ("post",)
    post = ChecksOnEdit.post

    def get_object(self) -> Story:
        """A story in the newsroom's first language until the form says another."""
        return Story(locale=locale_of(newsroom_choices()[0][0]))
