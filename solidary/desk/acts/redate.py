from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from solidary.desk.acts.base import ActForm, ActPage
from solidary.stories.acts.redate import Redate


class RedateForm(ActForm):
    """The date readers find it under."""

    day = forms.DateField(label=gettext_lazy("Date"), widget=AdminDateInput())


class RedatePage(ActPage):
    """For one story; several are ticked in the list."""

    act_class = Redate
    form_class = RedateForm
    has_button = False

    def done(self, result: None) -> str:
        return _("The date is changed.")
