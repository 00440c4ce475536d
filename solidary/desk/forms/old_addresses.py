"""The field in which an editor says where a story or a topic was on an older site."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput

from solidary.stories.errors import OldAddressError
from solidary.stories.errors import OldAddressFault as Fault
from solidary.stories.models import OldAddress
from solidary.stories.models.old_address import lead_to
from solidary.stories.old_addresses import OldAddress as Address
from solidary.stories.old_addresses import read_old_address

_WORDS = {
    Fault.NO_ADDRESS: _("“%(address)s” is no address of a web page."),
    Fault.CONTROL: _("“%(address)s” has a character in it that can't be seen."),
    Fault.AMBIGUOUS: _("“%(address)s” can't be told from another address: write it without “..”."),
    Fault.TOO_LONG: _("“%(address)s” is too long."),
    Fault.TAKEN: _("“%(address)s” is an address of this site itself."),
}


class OldAddressesPanel(FieldPanel):
    """The field's place in a form. Two versions never differ in it."""

    def __init__(self) -> None:
        super().__init__("old_addresses", icon="link")

    def clone_kwargs(self) -> dict[str, Any]:
        return {}

    def get_comparison_class(self) -> None:
        return None


class OldAddressesForm(WagtailAdminModelForm):
    """A form with a field of old addresses, one to a line. They belong to the thing and not to a
    version of it, so the view keeps them once the thing is saved."""

    old_addresses = forms.CharField(
        label=_("Old addresses"),
        required=False,
        widget=AdminAutoHeightTextInput(attrs={"rows": 2, "spellcheck": "false", "dir": "ltr"}),
        help_text=_(
            "Where it was on an older site, one address to a line, such as /2021/02/08/day/ or "
            "https://old.example/?p=123. Readers who follow one are led here; this changes at "
            "once, not with the next version."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, thing = self.fields["old_addresses"], self.instance
        if thing.pk is not None:
            field.initial = "\n".join(old.address for old in thing.old_addresses.all())
        if getattr(thing, "was_public", False) and self.for_user is not None:
            # What readers have at once is for those who may publish.
            field.disabled = not self.for_user.has_perm("stories.publish_story")

    def clean_old_addresses(self) -> str:
        """The addresses as they are kept."""
        kept: dict[str, str] = {}
        wrong = []
        for line in self.cleaned_data["old_addresses"].split("\n"):
            if not line.strip():
                continue
            try:
                old = read_old_address(line)
            except OldAddressError as error:
                wrong.append(str(_WORDS[error.fault]) % {"address": line.strip()[:80]})
            else:
                kept.setdefault(old.key, old.text)
        owner = {self.instance.kind_of_change: self.instance.pk}
        taken = OldAddress.objects.filter(key__in=kept)
        if self.instance.pk is not None:
            taken = taken.exclude(**owner)
        for other in taken.select_related("story", "topic"):
            said = {"address": other.address, "other": other.story or other.topic}
            wrong.append(gettext("“%(address)s” leads to “%(other)s” already.") % said)
        if wrong:
            raise ValidationError(wrong)
        return "\n".join(kept.values())

    def keep_old_addresses(self, thing: Any) -> None:
        """Let the addresses of the form lead to the thing; where it had no such field, it is as
        it was."""
        disabled = self.fields["old_addresses"].disabled
        if not disabled and self.add_prefix("old_addresses") in self.data:
            said = self.cleaned_data["old_addresses"]
            lead_to(thing, [Address(line) for line in said.split("\n") if line])
