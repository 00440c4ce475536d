"""The newsroom's own page at the desk: what readers see of who publishes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.contrib.settings.registry import register_setting

from solidary.desk.keeping.forms import BackupForm, backup_tab
from solidary.desk.receiving.forms import receiving_tab
from solidary.stories.languages import locale_of
from solidary.stories.models import Newsroom


class NewsroomForm(BackupForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        languages = [
            form.cleaned_data.get("language")
            for form in self.formsets["per_language"].forms
            if form.is_valid() and not form.cleaned_data.get("DELETE")
        ]
        if len(set(languages)) < len(languages):
            raise ValidationError(gettext("A language is in the list twice."))
        return cleaned

    def save(self, commit: bool = True) -> Newsroom:
        newsroom: Newsroom = super().save(commit=commit)
        for language in newsroom.languages:
            locale_of(language)
        self.keep_receiving()
        self.keep_plan()
        return newsroom


def register() -> None:
    """Give the newsroom its page among the desk's settings."""
    Newsroom.edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    FieldRowPanel(
                        [
                            FieldPanel(
                                "accent_color", widget=forms.TextInput(attrs={"type": "color"})
                            ),
                            FieldPanel("time_zone"),
                        ]
                    ),
                    FieldPanel("logo"),
                    FieldPanel("contact_email"),
                    MultiFieldPanel(
                        [FieldPanel("letterbox_address"), FieldPanel("letterbox_onion")],
                        heading=_("Letterbox"),
                        icon="mail",
                    ),
                    MultiFieldPanel(
                        [FieldPanel("address")], heading=_("On the web"), icon="link-external"
                    ),
                ],
                heading=_("Newsroom"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("refuses_model_crawlers"),
                            FieldPanel(
                                "robots_lines",
                                widget=forms.Textarea(
                                    attrs={"rows": 6, "dir": "ltr", "spellcheck": "false"}
                                ),
                            ),
                        ],
                        heading=_("Search engines and other programs"),
                        icon="cogs",
                    ),
                    MultiFieldPanel(
                        [FieldPanel("security_contact"), FieldPanel("security_until")],
                        heading=_("Reports of weaknesses"),
                        icon="warning",
                    ),
                ],
                heading=_("For programs"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "per_language",
                        heading=_("Languages in the order readers see"),
                        label=_("Language"),
                        icon="globe",
                        min_num=1,
                    )
                ],
                heading=_("Languages, contacts, policies"),
            ),
            receiving_tab(),
            backup_tab(),
        ],
        base_form_class=NewsroomForm,
    )
    register_setting(Newsroom, icon="home")
