"""The forms of things that readers see, for those who may not change them; and the list for editors."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from wagtail.images.views.images import EditView as WagtailPhotoEditView

from solidary.desk.asked.asking import ask_for
from solidary.desk.asked.models import AskedChange
from solidary.desk.guarding import RIGHT, ShownToReadersError, may_not_change


class AsksEditors:
    """A view of one thing: what its form may not change for readers is asked of an editor."""

    @property
    def waits_as_a_draft(self) -> bool:
        """Whether what the form says is kept in a version that nobody but the desk sees."""
        return False

    def form_valid(self, form: Any) -> HttpResponse:
        person = self.request.user  # type: ignore[attr-defined]
        thing = type(form.instance)._base_manager.get(pk=form.instance.pk)
        if not self.waits_as_a_draft and may_not_change(person, thing.kind_of_change, thing.pk):
            return self._asked(form, thing)
        if person.has_perm(RIGHT):
            # Never refused here. What else may stop a publish comes after the draft is kept, and
            # one transaction around both would take the draft back.
            return super().form_valid(form)  # type: ignore[misc]
        try:
            with transaction.atomic():
                answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except ShownToReadersError:
            return self._asked(form, thing)
        return answer

    def _asked(self, form: Any, thing: Any) -> HttpResponse:
        ask_for(form, thing, self.request.user)  # type: ignore[attr-defined]
        self.produced_error_code = "validation_error"
        self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
        answer: HttpResponse = self.form_invalid(form)  # type: ignore[attr-defined]
        return answer


class PhotoEditView(AsksEditors, WagtailPhotoEditView):
    """Wagtail's, for whoever added the photo; readers may see it by now."""


@require_POST
def done(request: HttpRequest, key: int) -> HttpResponse:
    """An editor has made the change, or won't: it goes from the list."""
    if request.user.has_perm(RIGHT):
        get_object_or_404(AskedChange, pk=key).delete()
    return redirect("wagtailadmin_home")
