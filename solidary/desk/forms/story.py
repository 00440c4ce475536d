"""The form an editor writes a story in."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from solidary.desk.clocks import worded, zone_line
from solidary.desk.forms.chips import ChipsInput
from solidary.desk.forms.marks import shown_in
from solidary.desk.forms.old_addresses import OldAddressesForm
from solidary.desk.languages import newsroom_choices
from solidary.stories.languages import language_choices, locale_of


class LanguagesField(forms.MultipleChoiceField):
    """Language codes, kept as a JSON list."""

    widget = ChipsInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = ChipsInput(placeholder=_("Type a language"))
        super().__init__(choices=language_choices, required=False, **kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(initial or [], data))


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


class StoryForm(OldAddressesForm):
    language = forms.ChoiceField(label=_("Language"), choices=newsroom_choices)
    spoken_languages = LanguagesField(label=_("Spoken languages"))
    subtitle_languages = LanguagesField(label=_("Languages of the subtitles"))
    small_mend = forms.BooleanField(
        label=_("Small mend"),
        required=False,
        help_text=_(
            "For a slip of the pen: feed readers and search engines are not told that the story "
            "was updated."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        story: Any = self.instance
        field = self.fields["language"]
        if story.locale_id:
            field.initial = story.language
            offered = [code for code, _name in field.choices]
            if story.language not in offered:
                names = dict(language_choices())
                field.choices = [*field.choices, (story.language, names[story.language])]
        # A published story keeps its address, and its language is part of it; a translation
        # is the story in that language.
        if story.pk and (story.was_public or story.get_translations().exists()):
            field.disabled = True
        for name in ("go_live_at", "expire_at"):
            if name in self.fields:
                self.fields[name].help_text = zone_line()
        if story.was_public:
            self.fields["small_mend"].initial = story.small_mend
        else:
            # What no reader has seen can't be updated for them.
            del self.fields["small_mend"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        language = cleaned.get("language")
        if language and not self.fields["language"].disabled:
            self.instance.locale = locale_of(language)
        self.instance.small_mend = bool(cleaned.get("small_mend"))
        if "body" in cleaned:
            self._mark(cleaned)
        self._check_schedule(cleaned)
        return cleaned

    def _check_schedule(self, cleaned: dict[str, Any]) -> None:
        """A time that has passed is refused, unless it is there already and nothing is published
        by it."""
        now, public = timezone.now(), self.instance.was_public
        for name in ("go_live_at", "expire_at"):
            at, before = cleaned.get(name), self.initial.get(name)
            is_new = at is not None and (before is None or _minute(at) != _minute(before))
            if at is not None and at <= now and (is_new or not (public or self.saves_draft)):
                line = gettext("This time has passed; it is %(moment)s now.")
                self.add_error(name, line % {"moment": worded(now)})
        out, over = cleaned.get("go_live_at"), cleaned.get("expire_at")
        if out and over and over <= out:
            self.add_error("expire_at", _("The story would expire before it goes out."))

    @property
    def saves_draft(self) -> bool:
        return bool(self.is_deferred_validation)

    def _mark(self, cleaned: dict[str, Any]) -> None:
        """What the body shows is marked in listings without anybody having to think of it."""
        shown = shown_in(json.loads(json.dumps(list(cleaned["body"].raw_data), default=str)))
        for name in ("photos", "video", "audio"):
            cleaned[name] = cleaned.get(name) or getattr(shown, name)
        for name in ("spoken_languages", "subtitle_languages"):
            declared = cleaned.get(name) or []
            found = getattr(shown, name)
            cleaned[name] = [*declared, *(code for code in found if code not in declared)]

    def clean_headline(self) -> str:
        """One line, though the field grows with it."""
        return " ".join(self.cleaned_data["headline"].split())

    def clean_standfirst(self) -> str:
        return " ".join(self.cleaned_data["standfirst"].split())

    def clean_time(self) -> Any:
        time = self.cleaned_data["time"]
        if time is not None and not self.data.get(self.add_prefix("day")):
            raise ValidationError(_("Please set a date as well: a time alone is not enough."))
        return time
