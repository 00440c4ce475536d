"""Without scripts the desk says that they are required where they are, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.queue.test_faces_in_a_browser import signed_in
from tests.fixtures.browser import OpenPage

BY_FORMS = (
    "wagtailadmin_home", "desk_queue_unlock", "desk_queue", "desk_chronicle", "desk_chronicle_days",
    "desk_mirrors", "desk_mirror_add", "desk_withdrawn",
)  # fmt: skip
LINE = ".capabilitymessage"


@pytest.mark.django_db(transaction=True)
def test_a_page_that_works_by_forms_doesnt_say_that_scripts_are_required(
    desk_server: str, newsroom: Any, at_desk: Client, open_page: OpenPage
) -> None:
    page = signed_in(open_page(base=desk_server, width=360, scripts=False), at_desk, desk_server)
    for name in BY_FORMS:
        answer = page.goto(reverse(name))
        assert answer is not None and answer.status in (200, 503), name
        assert page.locator(LINE).count() == 1, name
        assert not page.locator(LINE).is_visible(), name
    # Wagtail's own editor is another matter: there it is true.
    page.goto("/desk/stories/add/")
    assert page.locator(LINE).is_visible()
