from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from solidary.desk.acts.base import ActForm, ActPage
from solidary.desk.languages import newsroom_choices
from solidary.stories.acts.translate import StartTranslation
from solidary.stories.languages import own_name
from solidary.stories.models import Story


class TranslateForm(ActForm):
    """Into which of the newsroom's languages that the story isn't told in yet."""

    language = forms.ChoiceField(label=gettext_lazy("Language of the translation"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = Story.objects.filter(translation_key=self.thing.translation_key)
        taken = set(versions.values_list("locale__language_code", flat=True))
        self.fields["language"].choices = [
            choice for choice in newsroom_choices() if choice[0] not in taken
        ]


class TranslatePage(ActPage):
    """Ask for the language, then lead to the new draft."""

    act_class = StartTranslation
    form_class = TranslateForm

    def explanation(self) -> list[str]:
        return [
            _(
                "A new draft is made with the whole text of this story, for you to replace with the translation."
            ),
            _(
                "The two stay linked: readers switch between them, and you see when the "
                "original changes after it was translated."
            ),
        ]

    def done(self, result: Story) -> str:
        return _("Here is the draft in %(language)s.") % {"language": own_name(result.language)}

    def next_address(self, result: Story) -> str:
        return self.address_of("edit", result.pk)
