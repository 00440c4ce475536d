from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from solidary.desk.acts.base import ActPage
from solidary.stories.acts.restore import Restore
from solidary.stories.erasing.record import REASON


class RestorePage(ActPage):
    """Say why it was withdrawn, and give it back."""

    act_class = Restore
    submit_label = gettext_lazy("Restore as a draft")

    def explanation(self) -> list[str]:
        return [
            _("It was withdrawn for this reason: %(reason)s")
            % {"reason": _said(self.thing.withdrawn_reason)},
            _("Restored, it is a draft again. Readers see it only after somebody publishes it."),
        ]

    def done(self, result: None) -> str:
        return _("The story is a draft again.")


def _said(reason: str) -> str:
    """A reason an editor wrote as it is; the program's own in the reader's language."""
    return _(reason) if reason == REASON else reason
