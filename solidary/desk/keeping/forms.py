"""Where backups go and how often, on the newsroom's form; kept beside the newsroom, not in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel

from solidary.desk.forms.tab import Tab
from solidary.desk.receiving.forms import BesidePanel, ReceivingForm
from solidary.home import current_home
from solidary.keeping.faults import KeepingError
from solidary.keeping.models import BackupPlan
from solidary.keeping.target import Target, recipient_for
from solidary.mirrors.stores import store_kinds

EVERY = ((0, _("only when somebody asks for one")), (1, _("every hour")), (6, _("every 6 hours")),
         (24, _("every day")), (168, _("every week")))  # fmt: skip
FIELDS = ("backup_place", "backup_hours")


class BackupForm(ReceivingForm):
    """The newsroom's form with where its backups go."""

    backup_place = forms.CharField(
        label=_("Place of the backups"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false"}),
    )
    backup_hours = forms.TypedChoiceField(
        label=_("Make a backup"), required=False, coerce=int, empty_value=0, choices=EVERY
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan = BackupPlan.objects.filter(pk=1).first() or BackupPlan()
        self.fields["backup_place"].initial = plan.place
        self.fields["backup_place"].help_text = _(
            "A folder or a server, for example %(examples)s. What opens it is given on the server: "
            "solidary backup PLACE --credentials FILE --every HOURS."
        ) % {"examples": ", ".join(kind.example for kind in store_kinds())}
        hours = self.fields["backup_hours"]
        hours.initial = plan.hours
        if plan.hours not in dict(EVERY):
            said = gettext("every %(hours)s hours") % {"hours": plan.hours}
            hours.choices = [*EVERY, (plan.hours, said)]

    def clean_backup_place(self) -> str:
        place: str = self.cleaned_data["backup_place"].strip()
        plan = BackupPlan.objects.filter(pk=1).first() or BackupPlan()
        if not place or place == plan.place:
            return place
        try:
            recipient_for(current_home(), plan.recipient, plain=plan.plain)
        except KeepingError:
            raise ValidationError(
                gettext(
                    "There is no recovery key yet, for which backups are sealed. On the server: "
                    "solidary keys desk --recovery --folder /media/stick"
                )
            ) from None
        try:
            return Target.of(place, {}, {}, current_home()).place
        except KeepingError:
            raise ValidationError(
                gettext("That is no place for backups, or it is inside the newsroom’s own folder.")
            ) from None

    def keep_plan(self) -> None:
        """Keep what was chosen. Options of another place are not this one's."""
        if not any(self.add_prefix(name) in self.data for name in FIELDS):
            return
        place, hours = (self.cleaned_data.get(name) for name in FIELDS)
        plan = BackupPlan.load()
        if (plan.place, plan.hours) == (place, hours or 0):
            return
        if plan.place != place:
            plan.options, plan.made_at, plan.problem, plan.tried_at = {}, None, "", None
        plan.place, plan.hours = place or "", hours or 0
        plan.save()


def backup_tab() -> Tab:
    """The tab of the newsroom's form."""
    return Tab(
        [
            MultiFieldPanel(
                [BesidePanel("backup_place"), BesidePanel("backup_hours")],
                heading=_("Backups"),
                icon="download",
            )
        ],
        heading=_("Backups"),
        name="backups",
    )
