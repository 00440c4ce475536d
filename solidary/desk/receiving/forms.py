"""What the newsroom's form and a topic's ask about receiving; none of it is in the record of stories."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from solidary.desk.forms.old_addresses import OldAddressesForm
from solidary.desk.forms.tab import Tab
from solidary.intake.log import enter
from solidary.intake.models import IntakeSettings, TopicSwitches
from solidary.intake.models.log_line import Verb
from solidary.intake.models.settings import MOST_DAYS


class BesidePanel(FieldPanel):
    """A field that belongs to the thing and not to a version of it: two versions never differ in it."""

    def get_comparison_class(self) -> None:
        return None


def _days(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_DAYS,
        help_text=_("Days; 0 keeps it until somebody deletes it."),
    )


class ReceivingForm(WagtailAdminModelForm):
    """The newsroom's form with how it receives."""

    refused_days = _days(_("Delete what was refused after"))
    waiting_days = _days(_("Delete what waits after"))
    used_days = _days(_("Delete originals of what is used after"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = IntakeSettings.load()
        for name in RECEIVING:
            self.fields[name].initial = getattr(chosen, name)

    def keep_receiving(self) -> None:
        """Keep what was chosen, with a line in the log where it is something else than before; an empty
        number is the usual one."""
        chosen, usual = IntakeSettings.load(), IntakeSettings()
        said = {}
        for name in RECEIVING:
            if self.add_prefix(name) in self.data:
                value = self.cleaned_data[name]
                said[name] = getattr(usual, name) if value is None else value
        changed = {name: value for name, value in said.items() if getattr(chosen, name) != value}
        if not changed:
            return
        with transaction.atomic():
            IntakeSettings.objects.update_or_create(pk=1, defaults=changed)
            enter(Verb.SET, who=self.for_user, facts={"changed": sorted(changed)})


RECEIVING = ("refused_days", "waiting_days", "used_days")


def receiving_tab() -> Tab:
    """The tab of the newsroom's form."""
    return Tab(
        [
            MultiFieldPanel(
                [
                    BesidePanel("refused_days"),
                    BesidePanel("waiting_days"),
                    BesidePanel("used_days"),
                ],
                heading=_("How long what was sent is kept"),
                icon="history",
            ),
        ],
        heading=_("Receiving"),
        name="receiving",
    )


ASKED = "receiving"
"""A hidden field by which the form knows that it had the switches, which say nothing when they are off."""


class TopicForm(OldAddressesForm):
    """A topic's form with what it is for senders."""

    receiving = forms.CharField(required=False, widget=forms.HiddenInput(), initial="1")

    asks_for_contributions = forms.BooleanField(
        label=_("Ask for photos and messages"),
        required=False,
        help_text=_("Senders can choose this topic in the letterbox."),
    )
    two_decide = forms.BooleanField(
        label=_("Sensitive: two people decide"),
        required=False,
        help_text=_("What is sent to it is accepted or refused only when a second person agrees."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        switches = TopicSwitches.objects.filter(topic=self.instance.pk).first()
        if switches is not None:
            self.fields["asks_for_contributions"].initial = switches.asks
            self.fields["two_decide"].initial = switches.sensitive

    def keep_switches(self, topic: Any) -> None:
        """Keep what the topic is for senders, where the form was asked. Whether two people decide is a
        guard against one of them, so whoever changes that has a line in the log."""
        if self.add_prefix(ASKED) not in self.data:
            return
        asks, sensitive = (
            bool(self.cleaned_data[name]) for name in ("asks_for_contributions", "two_decide")
        )
        known = TopicSwitches.objects.filter(topic=topic)
        was_sensitive = known.filter(sensitive=True).exists()
        if asks or sensitive or known.exists():
            with transaction.atomic():
                TopicSwitches.objects.update_or_create(
                    topic=topic, defaults={"asks": asks, "sensitive": sensitive}
                )
                if sensitive != was_sensitive:
                    verb = Verb.TWO_DECIDE if sensitive else Verb.ONE_DECIDES
                    enter(verb, who=self.for_user, facts={"topic": topic.address})


TOPIC_PANELS = (
    MultiFieldPanel(
        [
            BesidePanel("asks_for_contributions"),
            BesidePanel("two_decide"),
            BesidePanel(ASKED, attrs={"hidden": True}),
        ],
        heading=_("Receiving"),
        icon="mail",
    ),
)
