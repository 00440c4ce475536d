"""What the letterbox is told follows from the record, and is put in place only when it changes."""

from __future__ import annotations

import pytest

from solidary.home import Home
from solidary.intake.models import Contribution, IntakeSettings, Question, TopicSwitches
from solidary.intake.notice import current_notice, tell_letterbox
from solidary.intake.uses import note_words
from solidary.intake.way import way_to_the_bag
from solidary.intake.withdrawing import withdraw
from solidary.sealing.bag.notice import FILE, read_notice
from solidary.sealing.disk import today
from solidary.stories.models import Newsroom, Story, TopicName
from tests.intake.conftest import Send
from tests.intake.people import public_keys
from tests.intake.roundup import items_of
from tests.press.archive import newsroom, story, topic

pytestmark = pytest.mark.django_db(transaction=True)


def test_without_keys_the_letterbox_is_closed_and_still_knows_whose_it_is(house: Home) -> None:
    newsroom()
    assert tell_letterbox(way_to_the_bag())
    notice = read_notice(way_to_the_bag())
    assert notice.sealing_for() is None
    assert notice.newsroom == {"en": "Свободная House", "be": "Свободная House"}
    assert notice.languages == ("en", "be") and notice.accent.startswith("#")


def test_two_desk_keys_and_a_recovery_key_open_it(house: Home) -> None:
    for names in (("ola",), ("ola", "jan")):
        public_keys(*names)
        assert current_notice().sealing_for() is None
    public_keys(recovery=True)
    found = current_notice().sealing_for()
    assert found is not None and len(found.keys) == 3
    house.recovery_public.write_text("nonsense")
    assert current_notice().sealing_for() is None


def test_it_is_written_only_when_it_changes_and_again_when_somebody_else_changed_it(
    house: Home,
) -> None:
    newsroom()
    carrier = way_to_the_bag()
    assert tell_letterbox(carrier) and not tell_letterbox(carrier)
    IntakeSettings.objects.create(pk=1, paused=True)
    Newsroom.objects.update(letterbox_onion="abc.onion")
    assert tell_letterbox(carrier) and not tell_letterbox(carrier)
    notice = read_notice(carrier)
    assert notice.paused and notice.addresses["onion"] == "abc.onion"
    path = house.letterbox_bag.joinpath(*FILE.split("/"))
    path.write_bytes(b"{}")
    assert tell_letterbox(carrier) and read_notice(carrier) == notice


def test_topics_that_ask_for_contributions_are_offered_by_their_names(house: Home) -> None:
    newsroom()
    asked, silent = topic("Asked"), topic("Silent")
    TopicName.objects.create(topic=asked, language="be", name="Пытаюць")
    TopicSwitches.objects.create(topic=asked, asks=True)
    TopicSwitches.objects.create(topic=silent, sensitive=True)
    [offered] = current_notice().topics
    assert (offered.id, offered.names) == (asked.address, {"en": "Asked", "be": "Пытаюць"})


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("waiting", "waiting"),
        ("asked", "waiting"),
        ("accepted", "accepted"),
        ("refused", "refused"),
    ],
)
def test_a_sender_hears_what_became_of_it(send: Send, state: str, said: str) -> None:
    row = send()
    Contribution.objects.update(state=state)
    Question.objects.create(contribution=row, sealed="YWdl", asked_on=today())
    reply = current_notice().replies[row.ref]
    assert (reply.state, reply.questions) == (said, ("YWdl",))


def test_a_sender_hears_that_it_is_published_only_while_readers_see_it(send: Send) -> None:
    newsroom()
    row = send()
    Contribution.objects.update(state="accepted")
    story("Public", body=[("paragraph", "<p>Hello to all</p>")])
    made = Story.objects.get()
    note_words(items_of(row)[0], made, made.raw_body[0]["id"], "Hello to all")
    assert current_notice().replies[row.ref].state == "published"
    made.live = False
    made.save()
    assert current_notice().replies[row.ref].state == "accepted"


def test_a_sender_hears_that_it_is_deleted(send: Send) -> None:
    row = send()
    withdraw(row.ref)
    assert current_notice().replies[row.ref].state == "deleted"
