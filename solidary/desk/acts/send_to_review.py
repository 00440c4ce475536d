from __future__ import annotations

from django.utils.translation import gettext as _

from solidary.desk.acts.base import ActPage
from solidary.stories.acts.send_to_review import SendToReview


class SendToReviewPage(ActPage):
    """For one story, whose own form sends it as well; several are ticked in the list."""

    act_class = SendToReview
    has_button = False

    def done(self, result: None) -> str:
        return _("The story is in review.")
