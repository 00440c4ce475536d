from __future__ import annotations

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from solidary.desk.acts.base import ActForm, ActPage
from solidary.stories.acts.decide_marked import DecideMarked
from solidary.stories.erasing.record import marked_words

LONGEST = 300
"""Letters of a marked block that are shown."""


class DecideMarkedForm(ActForm):
    """What becomes of the marked blocks."""

    keep = forms.TypedChoiceField(
        label=gettext_lazy("The marked blocks"),
        coerce=lambda value: value == "keep",
        choices=[
            ("out", gettext_lazy("Take them out of every version")),
            ("keep", gettext_lazy("Keep them: what they say is the newsroom’s own by now")),
        ],
        initial="out",
        widget=forms.RadioSelect,
    )


class DecideMarkedPage(ActPage):
    """Show what is marked, and ask."""

    act_class = DecideMarked
    form_class = DecideMarkedForm
    has_button = False
    submit_label = gettext_lazy("Decide")

    def explanation(self) -> list[str]:
        return [
            _(
                "Words in this story were taken back by who sent them. Where they were merged with "
                "others, nobody but you can tell what has to go."
            ),
            *(
                _("Marked: “%(words)s”") % {"words": Truncator(words).chars(LONGEST)}
                for words in marked_words(self.thing)
            ),
            _(
                "Earlier versions lose the marked blocks in any case. Afterwards the story is a draft."
            ),
        ]

    def done(self, result: None) -> str:
        return _("It is decided. Readers see the story again when somebody publishes it.")
