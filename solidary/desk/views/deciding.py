"""The dashboard's one form: the day of an undated import."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from solidary.desk.actions import DecideDay, NotNow
from solidary.desk.forms.acts import DayForm
from solidary.stories.models import Story


@require_POST
def decide_day(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the day and publish, or set it and keep the draft; then back to the dashboard."""
    story = get_object_or_404(Story, pk=pk)
    form = DayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give “%(story)s” a day first.") % {"story": story})
        return redirect("wagtailadmin_home")
    day = form.cleaned_data["day"]
    publish = "publish" in request.POST
    try:
        DecideDay(story, day, publish=publish, user=request.user).execute()
    except NotNow as refusal:
        messages.warning(request, str(refusal))
    except PermissionDenied:
        messages.error(request, _("You may not publish; ask an editor."))
    else:
        told = {"story": story, "day": date_format(day, "DATE_FORMAT")}
        if publish:
            messages.success(request, _("“%(story)s” is published with the day %(day)s.") % told)
        else:
            messages.success(request, _("“%(story)s” is a draft with the day %(day)s.") % told)
    return redirect("wagtailadmin_home")
