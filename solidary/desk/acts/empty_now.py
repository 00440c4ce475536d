from __future__ import annotations

from django.utils.translation import gettext as _

from solidary.desk.acts.base import ActPage
from solidary.stories.acts.empty_now import EmptyNow


class EmptyNowPage(ActPage):
    """Say that nothing brings it back, and delete it."""

    act_class = EmptyNow

    def back(self) -> str:
        return self.address_of("list")

    def explanation(self) -> list[str]:
        return [
            _("Its words, its versions and its files are deleted. Nothing brings them back."),
            _("A backup that was made before still has them."),
        ]

    def done(self, result: None) -> str:
        return _("“%(title)s” is deleted for good.") % {"title": self.thing.title}

    def next_address(self, result: None) -> str:
        return self.address_of("list")
