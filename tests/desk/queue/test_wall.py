"""The wall: what it shows, in which order, to whom, and what it costs."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from solidary.intake.models import Contribution, LogLine, State, TopicSwitches
from solidary.intake.models.log_line import Verb
from solidary.keeper.client import Keeper
from solidary.sealing.bag.manifest import Kind
from solidary.stories.models import Topic
from tests.desk.queue.conftest import Receive, unlock
from tests.intake.people import editor as another_editor
from tests.keeper.photos import photo
from tests.keeper.running import Newsroom

WALL = "/desk/queue/"


def wall(client: Client, query: str = "") -> str:
    answer = client.get(WALL + query)
    assert answer.status_code == 200
    return answer.content.decode()


def refs(page: str) -> list[str]:
    """Cards in the order of the page."""
    return re.findall(r'id="c-([0-9a-f]{32})"', page)


def test_cards_stand_by_topic_and_place_and_say_what_is_allowed(
    opened: Client, receive: Receive
) -> None:
    topic = Topic.objects.create(hashtag="WomensDay")
    one = receive(photo(1), topic=topic.address, place="Gdańsk, Polska", language="pl", faces=True)
    two = receive(topic=topic.address, place="у Гданьску", language="be", words="Жыве!", quote=True)
    three = receive(words="No topic & <b>no</b> place")
    page = wall(opened)
    assert refs(page)[:2] in ([one.ref, two.ref], [two.ref, one.ref]) and refs(page)[2] == three.ref
    assert page.count("<bdi>Gdańsk</bdi>") == 1 and "#WomensDay" in page
    assert f'src="/desk/queue/{one.ref}/' in page and "Жыве!" in page
    assert "No topic &amp; &lt;b&gt;no&lt;/b&gt; place" in page
    assert page.count("faces may be shown") == 1 and page.count("may be quoted") == 1
    assert page.count("no faces") == 2 and page.count("not to be quoted") == 2


def test_the_choice_is_in_the_address_and_of_a_sender_it_says_nothing(
    opened: Client, receive: Receive, editor: Any
) -> None:
    topic = Topic.objects.create(hashtag="Chain")
    waits = receive(topic=topic.address, language="be")
    accepted, refused = receive(language="pl"), receive()
    Contribution.objects.filter(pk=accepted.pk).update(state=State.ACCEPTED, handed_to=editor)
    accepted.envelopes.get().items.update(state=State.ACCEPTED)
    Contribution.objects.filter(pk=refused.pk).update(state=State.REFUSED)
    for query, found in (
        ("", [waits]), ("?state=accepted", [accepted]), ("?state=refused", [refused]),
        ("?state=asked", []), ("?state=all&mine=1", [accepted]), ("?state=all&language=pl", [accepted]),
        (f"?topic={topic.address}", [waits]), ("?topic=none", []), ("?state=nonsense", [waits]),
    ):  # fmt: skip
        assert refs(wall(opened, query)) == [each.ref for each in found], query
    assert len(refs(wall(opened, "?state=all"))) == 3


def test_words_are_looked_for_in_what_the_index_has_and_never_in_an_address(
    opened: Client, receive: Receive
) -> None:
    one, two = receive(words="Жыве Беларусь", place="Łódź"), receive(words="Other", credit="Ania")
    for sought, found in (
        ("беларусь", [one]), ("LODZ", [one]), ("ania", [two]), ("nobody", []), ("<script>", []),
    ):  # fmt: skip
        answer = opened.post(WALL, {"do": "find", "sought": sought})
        assert refs(answer.content.decode()) == [each.ref for each in found], sought
        assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
    assert len(refs(wall(opened, "?sought=ania&do=find"))) == 2
    assert "Nothing waits." not in answer.content.decode()


def test_what_was_added_to_an_accepted_one_waits_again(opened: Client, receive: Receive) -> None:
    row = receive()
    opened.post(WALL, {"do": "accept", "c": row.ref})
    assert refs(wall(opened)) == []
    receive(photo(2), kind=Kind.ADDITION, to=row.ref)
    page = wall(opened)
    assert refs(page) == [row.ref] and "something was added" in page


def test_pictures_that_show_the_same_lie_in_one_stack(
    opened: Client, house: Newsroom, receive: Receive
) -> None:
    same = photo(3)
    rows = [receive(same), receive(same), receive(same)]
    token = house.unlocked()
    for row in rows:
        envelope = row.envelopes.get()
        house.keeper.thumbnail(token, envelope.ref, envelope.items.exclude(ref="words").get().ref)
    page = wall(opened)
    assert "2 more that show the same" in page
    assert sorted(refs(page)) == sorted(row.ref for row in rows)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the keeper is asked."""
    verbs: list[str] = []
    ask = Keeper._ask

    def count(self: Keeper, seconds: float, verb: str, *args: Any, **facts: Any) -> Any:
        verbs.append(verb)
        return ask(self, seconds, verb, *args, **facts)

    monkeypatch.setattr(Keeper, "_ask", count)
    return verbs


def test_many_cost_no_more_questions_than_two(
    opened: Client, receive: Receive, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("solidary.desk.queue.wall.A_PAGE", 6)
    receive()
    receive()
    wall(opened)
    with CaptureQueriesContext(connection) as few:
        wall(opened)
    for number in range(8):
        receive(words=f"Message {number}", place=f"Nowhere {number}")
    wall(opened)
    asked.clear()
    with CaptureQueriesContext(connection) as many:
        page = wall(opened)
    assert asked == ["session", "index"]
    assert len(many) <= len(few)
    assert len(refs(page)) == 6 and "Page 1 of 2" in page
    assert len(refs(wall(opened, "?p=2"))) == 4
    assert len(refs(wall(opened, "?p=999999"))) == len(refs(wall(opened, "?p=2")))
    assert refs(wall(opened, "?p=-1")) == refs(wall(opened, "?p=x²")) == refs(page)


def test_what_the_wall_shows_is_in_the_log_once_an_hour(opened: Client, receive: Receive) -> None:
    row = receive(photo(4))
    for _ in range(3):
        wall(opened)
    [line] = LogLine.objects.filter(verb=Verb.WALL)
    envelope = row.envelopes.get()
    item = envelope.items.exclude(ref="words").get()
    assert line.facts == {"items": [f"{envelope.ref[:8]}.{item.ref[:8]}"]}
    thumbnail = f"{WALL}{row.ref}/{envelope.ref}/{item.ref}/thumbnail/"
    answer = opened.get(thumbnail)
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert not LogLine.objects.filter(verb=Verb.LOOK).exists()
    # Large, it is opened; and so is a thumbnail of what no page has shown.
    opened.get(thumbnail.replace("thumbnail", "view"))
    assert LogLine.objects.get(verb=Verb.LOOK).item == f"{envelope.ref}.{item.ref}"
    hidden = receive(photo(5))
    envelope = hidden.envelopes.get()
    item = envelope.items.exclude(ref="words").get()
    opened.get(f"{WALL}{hidden.ref}/{envelope.ref}/{item.ref}/thumbnail/")
    assert LogLine.objects.filter(verb=Verb.LOOK, contribution=hidden.ref).count() == 1


def test_some_are_accepted_at_once_and_of_a_sensitive_topic_it_takes_two(
    opened: Client, receive: Receive
) -> None:
    topic = Topic.objects.create(hashtag="Prison")
    TopicSwitches.objects.create(topic=topic, sensitive=True)
    plain, sensitive = receive(), receive(topic=topic.address)
    assert "two people decide" in wall(opened)
    answer = opened.post(WALL, {"do": "accept", "c": [plain.ref, sensitive.ref]}, follow=True)
    assert "1 is accepted." in answer.content.decode()
    assert "1 waits for a second person." in answer.content.decode()
    states = dict(Contribution.objects.values_list("ref", "state"))
    assert states == {plain.ref: State.ACCEPTED, sensitive.ref: State.WAITING}
    said = opened.post(
        WALL, {"do": "accept", "c": sensitive.ref}, headers={"Accept": "application/json"}
    )
    assert said.status_code == 409 and "your own proposal" in said.json()["wrong"][0]
    other = Client()
    other.force_login(another_editor())
    unlock(other, "jan")
    assert "hanna proposes: accepted" in wall(other)
    said = other.post(
        WALL, {"do": "accept", "c": sensitive.ref}, headers={"Accept": "application/json"}
    )
    assert said.json()["states"] == {sensitive.ref: "accepted"}


def test_what_is_no_contribution_and_no_deed_changes_nothing(
    opened: Client, receive: Receive
) -> None:
    row = receive()
    assert opened.post(WALL, {"do": "burn", "c": row.ref}).status_code == 400
    assert opened.post(WALL, {"do": "accept", "c": ["x", "0" * 32, "\0"]}).status_code == 302
    assert opened.post(WALL, {"do": "accept"}).status_code == 302
    assert Contribution.objects.get().state == State.WAITING


def test_what_is_chosen_goes_to_the_roundup(opened: Client, receive: Receive) -> None:
    topic = Topic.objects.create(hashtag="Chain")
    one, two, other = receive(topic=topic.address), receive(topic=topic.address), receive()
    opened.post(WALL, {"do": "accept", "c": [one.ref, two.ref, other.ref]})
    page = wall(opened, "?state=accepted")
    assert "Draft a roundup" in page and page.count("Roundup of all accepted") == 2

    def goes_on_with(**said: object) -> list[str]:
        answer = opened.post(WALL, said)
        assert answer.status_code == 302 and answer.url.startswith("/desk/roundup/?chosen=")
        assert all(row.ref not in answer.url for row in (one, two, other))
        # Gone back to, or opened again, it is the same page.
        pages = [opened.get(answer.url).content.decode() for _ in range(2)]
        chosen = [re.findall(r'name="c" value="([0-9a-f]{32})"', each) for each in pages]
        assert chosen[0] == chosen[1]
        return chosen[0]

    assert goes_on_with(do="roundup", c=[two.ref, one.ref]) == [two.ref, one.ref]
    assert sorted(goes_on_with(all_of=topic.address)) == sorted([one.ref, two.ref])
    assert goes_on_with(all_of="none") == [other.ref]
    for nothing in ({"do": "roundup"}, {"all_of": "x"}):
        assert opened.post(WALL, nothing).url == WALL
    # What was forgotten since is not taken for all that there is.
    answer = opened.get("/desk/roundup/?chosen=0123456789abcdef", follow=True)
    assert (
        answer.redirect_chain == [(WALL, 302)] and "Nothing was chosen" in answer.content.decode()
    )


def test_however_many_were_chosen_all_of_them_go_to_the_roundup_or_the_page_says_which_dont(
    opened: Client, receive: Receive, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [receive(words=f"Message {number}", quote=True) for number in range(2)]
    refs = [row.ref for row in rows]
    opened.post(WALL, {"do": "accept", "c": refs})
    gone = [f"{number:032x}" for number in range(900)]
    answer = opened.post(WALL, {"do": "roundup", "c": [*gone, *refs]}, follow=True)
    page = answer.content.decode()
    assert all(f'name="c" value="{ref}"' in page for ref in refs) and "Not in this one" not in page
    monkeypatch.setattr("solidary.desk.roundup.asked.MOST", 1)
    monkeypatch.setattr("solidary.desk.roundup.page.MOST", 1)
    for page in (
        opened.post(WALL, {"do": "roundup", "c": refs}, follow=True).content.decode(),
        opened.get("/desk/roundup/").content.decode(),
    ):
        assert page.count('name="c" value=') == 1
        assert "One roundup holds 1. Not in this one: 1;" in page
