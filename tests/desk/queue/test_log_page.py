"""The log as editors read it: all of it, checked, and never who sent something."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from solidary.desk.staff import let_export
from solidary.intake.log import enter
from solidary.intake.looking import note_wall
from solidary.intake.models import LogLine
from solidary.intake.models.log_line import LABELS, Verb

LOG = "/desk/queue/log/"
ONE, TWO = "a1" * 16, "b2" * 16


def text(client: Client, query: str = "") -> str:
    answer = client.get(LOG + query)
    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


@pytest.fixture
def written(at_desk: Client, editor: object) -> Client:
    enter(Verb.LOOK, who=editor, contribution=ONE, item=f"{ONE}.words")
    enter(Verb.REFUSE, who=editor, contribution=TWO, facts={"reason": "danger"})
    enter(Verb.EXPIRE, contribution=TWO)
    note_wall([(ONE, "words"), (TWO, "words")], by=editor)
    return at_desk


def test_every_line_says_who_and_what(written: Client) -> None:
    page = text(written)
    for said in (
        "looked at",
        "refused",
        "deleted when its time was over",
        "the program",
        "somebody could be in danger",
        "1 item",
    ):
        assert said in page, said
    assert "4 lines, and nothing of them was changed" in page
    assert ONE[:8] in page and ONE not in page


def test_it_is_narrowed_to_a_person_and_a_contribution(written: Client) -> None:
    assert "refused" not in text(written, f"?about={ONE[:8]}")
    assert "deleted when" not in text(written, "?who=hanna")
    assert "There is nothing like that." in text(written, "?about=zz%00'%22<script>")
    assert "looked at" in text(written, "?who=nobody&p=999")


def test_a_line_that_was_changed_or_removed_is_said(written: Client) -> None:
    LogLine.objects.filter(number=2).update(who="jan")
    assert "line 2 was changed" in text(written)
    LogLine.objects.filter(number=2).delete()
    page = text(written)
    assert "between line 1 and line 3 lines are missing" in page and "nothing of them" not in page


def test_a_long_log_comes_in_pages(
    at_desk: Client, editor: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("solidary.desk.queue.log_page.A_PAGE", 3)
    for _ in range(7):
        enter(Verb.PAUSE, who=editor)
    assert "Older" in text(at_desk) and "Newer" in text(at_desk, "?p=3&who=hanna")


def test_every_verb_has_words(at_desk: Client, editor: object) -> None:
    assert set(LABELS) == set(Verb)
    for verb in Verb:
        enter(
            verb,
            who=editor,
            facts={"to": "jan", "state": "accepted", "story": "7f3kq", "key": "ola"},
        )
    enter(Verb.SET, who=editor, facts={"changed": ["used_days"], "state": "nonsense"})
    assert "story 7f3kq" in text(at_desk)


def test_the_right_to_export_is_given_on_the_server_and_logged(
    at_desk: Client, editor: object
) -> None:
    with pytest.raises((ValueError, ValidationError)):
        let_export("ghost", True)
    for may in (True, False):
        let_export("hanna", may)
        person = type(editor).objects.get(username="hanna")  # type: ignore[attr-defined]
        assert person.has_perm("intake.export_contribution") is may
    assert "given the right to export" in text(at_desk)
