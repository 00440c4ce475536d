from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from solidary.desk.acts.base import ActForm, ActPage
from solidary.stories.acts.redate import Redate
from solidary.stories.dated_ahead import Answer
from solidary.stories.models import Newsroom


class RedateForm(ActForm):
    """The date readers find it under."""

    day = forms.DateField(label=gettext_lazy("Date"), widget=AdminDateInput())
    dated_ahead = forms.ChoiceField(
        label=gettext_lazy("This date lies ahead"),
        choices=[
            (Answer.WAIT, gettext_lazy("Change it for readers when that day comes")),
            (Answer.NOW, gettext_lazy("Change it for readers now all the same")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, thing=thing, **kwargs)
        if not self._asks():
            del self.fields["dated_ahead"]

    def _asks(self) -> bool:
        """Whether what was sent has a date ahead for something that readers may have."""
        if not self.is_bound or (self.thing is not None and not self.thing.live):
            return False
        try:
            day = self.fields["day"].clean(self.data.get(self.add_prefix("day")))
        except ValidationError:
            return False
        return bool(day > Newsroom.load().now().date())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "dated_ahead" in self.fields and not cleaned.get("dated_ahead"):
            self.add_error("dated_ahead", _("Please say when readers get a date that lies ahead."))
        return cleaned


class RedatePage(ActPage):
    """For one story; several are ticked in the list."""

    act_class = Redate
    form_class = RedateForm
    has_button = False

    def done(self, result: None) -> str:
        return _("The date is changed.")
