from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from solidary.desk.acts.base import ActView
from solidary.stories.acts import NotNowError
from solidary.stories.acts.decide_day import DecideDay
from solidary.stories.dated_ahead import DatedAheadError


class DayForm(forms.Form):
    """The day of one undated import; the desk's own plain date field, one a row."""

    day = forms.DateField(
        label=gettext_lazy("Date"), widget=forms.DateInput(attrs={"type": "date"})
    )


class DecideDayView(ActView):
    """The dashboard's one form: set the day and publish, or keep the draft; then back to it."""

    act_class = DecideDay
    has_button = False
    last_part = "day"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        story = self.thing
        form = DayForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Give “%(story)s” a date first.") % {"story": story})
            return redirect("wagtailadmin_home")
        day = form.cleaned_data["day"]
        publish = "publish" in request.POST
        try:
            DecideDay(story, day, publish=publish, user=request.user).execute()
        except DatedAheadError:
            DecideDay(story, day, publish=False, user=request.user).execute()
            return redirect("desk_publish_dated_ahead", pk)
        except NotNowError as refusal:
            messages.warning(request, str(refusal))
        except PermissionDenied:
            messages.error(request, _("You may not publish; ask an editor."))
        else:
            words = {"story": story, "day": date_format(day, "DATE_FORMAT")}
            if publish:
                messages.success(
                    request, _("“%(story)s” is published with the date %(day)s.") % words
                )
            else:
                messages.success(
                    request, _("“%(story)s” is a draft with the date %(day)s.") % words
                )
        return redirect("wagtailadmin_home")
