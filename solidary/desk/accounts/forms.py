"""The form of an account, and what somebody sets for the own one."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.account import LocalePreferencesForm
from wagtail.admin.localization import get_available_admin_time_zones
from wagtail.users.models import UserProfile

from solidary.desk.accounts.limiting import forget
from solidary.desk.accounts.roles import ROLES, give_role, is_taken, may_more, role_of
from solidary.desk.staff import WRITERS, new_password
from solidary.stories.models import Newsroom


class AccountForm(forms.ModelForm):
    """Name, password, role, active. An account that was saved here has no right that isn't its role's
    or was given on the server, and no name and address of a person."""

    password = forms.CharField(
        label=pgettext_lazy("account", "Password"),
        strip=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
    )
    role = forms.ChoiceField(
        label=pgettext_lazy("account", "Role"), choices=ROLES.items, widget=forms.RadioSelect
    )

    class Meta:
        model = get_user_model()
        fields = ("username", "is_active")

    field_order = ("username", "password", "role", "is_active")

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        """`by`: whoever fills it in."""
        super().__init__(*args, **kwargs)
        self.by = by
        name, active = self.fields["username"], self.fields["is_active"]
        name.label = _("Name or pseudonym")
        name.help_text = _("Letters of any alphabet, digits and @ . + - _, without spaces.")
        active.label = pgettext_lazy("account", "Active")
        active.help_text = _("Untick it, and its sessions end and nobody can sign in with it.")
        if self.instance.pk:
            self._of_an_old_one()
        else:
            active.initial = True
            self.fields["role"].initial = WRITERS
            self.fields["password"].initial = new_password()
            self.fields["password"].help_text = _(
                "Hand it over yourself. Nobody can read it here again."
            )

    def _of_an_old_one(self) -> None:
        password, role = self.fields["password"], self.fields["role"]
        password.required = False
        password.help_text = _(
            "Leave it empty to keep the one it has. A new one ends its sessions."
        )
        role.initial = role_of(self.instance)
        if may_more(self.instance) and self.instance != self.by:
            password.disabled = True
            password.help_text = _(
                "This account may do more than its role. Its password is set on the server: "
                "solidary editor %(name)s --reset"
            ) % {"name": self.instance.get_username()}
        if self.instance == self.by:
            for field in (role, self.fields["is_active"]):
                field.disabled = True
                field.help_text = _("Another editor has to change this.")

    def clean_username(self) -> str:
        name = unicodedata.normalize("NFKC", self.cleaned_data["username"])
        if is_taken(name, self.instance.pk):
            raise ValidationError(gettext("There is an account of this name."))
        return name

    def _post_clean(self) -> None:
        # Only now the account has its new name, which a password must not be like.
        super()._post_clean()
        if password := self.cleaned_data.get("password"):
            try:
                validate_password(password, self.instance)
            except ValidationError as error:
                self.add_error("password", error)

    def save(self, commit: bool = True) -> Any:
        account = super().save(commit=False)
        account.is_superuser = account.is_staff = False
        account.first_name = account.last_name = account.email = ""
        if password := self.cleaned_data["password"]:
            account.set_password(password)
        is_new = not account.pk
        account.save()
        if password:
            forget(account.pk)
        if "role" in self.changed_data or is_new:
            give_role(account, self.cleaned_data["role"])
        if is_new:
            profile = UserProfile.get_for_user(account)
            profile.preferred_language = UserProfile.get_for_user(self.by).preferred_language
            profile.save()
        return account


def _time_zones() -> list[tuple[str, Any]]:
    own = _("The newsroom’s (%(zone)s)") % {"zone": Newsroom.load().time_zone}
    return [("", own), *((zone, zone) for zone in get_available_admin_time_zones())]


class ClockForm(LocalePreferencesForm):
    """Language and clock; the clock is the newsroom's until another one is chosen."""

    current_time_zone = forms.ChoiceField(required=False, choices=_time_zones, label=_("Time zone"))
