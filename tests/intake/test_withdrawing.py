"""What is withdrawn is gone: from the strongroom, the record, every version, the bin, the search, the
database's log and the next release."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from solidary.home import Home
from solidary.intake.models import Contribution, Envelope, Item, Leftover, LogLine, State, Use
from solidary.intake.models.log_line import Verb
from solidary.intake.strongroom import current_strongroom
from solidary.intake.uses import note_words
from solidary.intake.withdrawing import finish, withdraw
from solidary.press.publish import publish_pending
from solidary.sealing.bag.withdrawing import withdraw as sender_withdraws
from solidary.stories.acts import NotNowError
from solidary.stories.acts.decide_marked import DecideMarked
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.acts.restore import Restore
from solidary.stories.acts.translate import StartTranslation
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.errors import MarkedError
from solidary.stories.models import Binned, MarkedBlock, Photo, Story
from solidary.stories.search.find import count
from tests.intake.conftest import Send
from tests.intake.people import editor
from tests.intake.roundup import MESSAGE, NEEDLES, items_of, traces, use
from tests.press.archive import newsroom
from tests.sealing.sending import PICTURE

pytestmark = pytest.mark.django_db(transaction=True)


def test_nothing_of_it_is_left_anywhere(send: Send, house: Home) -> None:
    newsroom()
    contribution = send(PICTURE)
    made = use(contribution)
    publish_pending()
    assert {each.partition(":")[0] for each in traces(house.path, *NEEDLES)} == set(NEEDLES)
    withdraw(contribution.ref, by=editor())
    publish_pending()
    assert traces(house.path, *NEEDLES) == []
    assert [path for path in house.path.rglob("*") if made.photo.address in path.name] == []
    assert current_strongroom().names() == [] and current_strongroom().is_gone(contribution.ref)
    assert not any(model.objects.exists() for model in (Contribution, Item, Use, Leftover, Photo))
    row = Story.objects.get()
    assert row.is_public and [block["type"] for block in row.raw_body] == ["paragraph"]
    assert len(made.versions()) == 2
    for version in made.versions():
        assert [each["type"] for each in json.loads(version["body"])] == ["paragraph"]
    line = LogLine.objects.last()
    assert (line.verb, line.who, line.contribution) == (Verb.WITHDRAW, "ola", contribution.ref)


def test_the_sender_withdraws_by_the_bag(send: Send, house: Home) -> None:
    from solidary.intake.round import Fetching

    newsroom()
    contribution = send(PICTURE)
    use(contribution)
    sender_withdraws(house.letterbox_bag, contribution.ref)
    Fetching().go()
    publish_pending()
    assert traces(house.path, *NEEDLES) == []
    assert LogLine.objects.last().verb == Verb.TAKEN_BACK
    assert list((house.letterbox_bag / "in").iterdir()) == []


def test_a_story_in_the_bin_loses_it_too_and_so_does_a_photo_there(send: Send, house: Home) -> None:
    contribution = send(PICTURE)
    made = use(contribution)
    Withdraw(made.story, "because").execute()
    PutIntoBin(Story.objects.get()).execute()
    PutIntoBin(Photo.objects.get()).execute()
    withdraw(contribution.ref)
    assert traces(house.path, *NEEDLES) == []
    binned = Binned.objects.get()
    assert binned.kind == "story" and binned.shows == []


def test_a_photo_leaves_posters_and_dispatches_of_others_stay(send: Send, house: Home) -> None:
    from tests.press.archive import photo, recording, story

    contribution = send(PICTURE)
    made = use(contribution)
    other = photo("blue")
    film = recording("film")
    film.poster = made.photo
    film.save()
    dispatch = {
        "place": None, "place_name": "Gdansk", "text": "<p>They met</p>",
        "photos": [made.photo, other],
    }  # fmt: skip
    both = story(
        "Both", body=[("dispatch", dispatch), ("gallery", {"caption": "", "photos": [made.photo]})]
    )
    withdraw(contribution.ref)
    film.refresh_from_db()
    assert film.poster is None
    [block] = Story.objects.get(pk=both.pk).raw_body
    assert [each["value"] for each in block["value"]["photos"]] == [other.pk]


@pytest.fixture
def merged(send: Send, house: Home) -> tuple[Contribution, Story]:
    """A public story in which an editor merged a sender's words with the newsroom's."""
    newsroom()
    contribution = send(PICTURE)
    made = use(contribution)
    row = Story.objects.get(pk=made.story.pk)
    body = row.raw_body
    next(b for b in body if b["type"] == "quote")["value"]["text"] = f"{MESSAGE}, as many do."
    row.body = Story._meta.get_field("body").to_python(json.dumps(body))
    row.save_revision(clean=False).publish()
    publish_pending()
    return contribution, Story.objects.get(pk=row.pk)


def test_a_story_with_merged_words_leaves_readers_until_somebody_decides(
    merged: tuple[Contribution, Story], house: Home
) -> None:
    contribution, story = merged
    withdraw(contribution.ref)
    publish_pending()
    row = Story.objects.get(pk=story.pk)
    assert not row.is_public and MarkedBlock.objects.get().story == row.address
    assert list((house.site / "en" / "s").rglob(f"{row.address}.html")) == []
    assert row.get_lock() is not None
    with pytest.raises(NotNowError):
        Restore(row).execute()
    with pytest.raises(MarkedError):
        row.latest_revision.publish()
    DecideMarked(row, keep=False, user=editor()).execute()
    row = Story.objects.get(pk=story.pk)
    assert row.withdrawn_at is None and not row.live and not MarkedBlock.objects.exists()
    finish()
    assert traces(house.path, *NEEDLES) == []
    row.latest_revision.publish()
    assert Story.objects.get(pk=story.pk).is_public


def test_what_is_the_newsrooms_own_by_now_may_stay_in_what_is_being_written_only(
    merged: tuple[Contribution, Story],
) -> None:
    contribution, story = merged
    withdraw(contribution.ref)
    row = Story.objects.get(pk=story.pk)
    DecideMarked(row, keep=True, user=editor()).execute()
    row = Story.objects.get(pk=story.pk)
    latest = row.latest_revision_id
    for version in row.revisions.all():
        kinds = [block["type"] for block in json.loads(version.content["body"])]
        assert ("quote" in kinds) is (version.pk == latest)


def test_words_copied_into_another_block_are_found_by_themselves(send: Send, house: Home) -> None:
    """Cut from its quote and pasted into a paragraph, by whoever thought nothing of it."""
    contribution = send(PICTURE)
    made = use(contribution)
    row = Story.objects.get(pk=made.story.pk)
    body = [block for block in row.raw_body if block["type"] != "quote"]
    body[0]["value"] = f"<p>We hear that <b>qwertzuiop</b> {MESSAGE.partition(' ')[2]}.</p>"
    row.body = Story._meta.get_field("body").to_python(json.dumps(body))
    row.save_revision(clean=False).publish()
    withdraw(contribution.ref)
    mark = MarkedBlock.objects.get()
    assert mark.block == body[0]["id"] and not Story.objects.get(pk=row.pk).is_public


def test_words_in_a_headline_are_decided_about_too(send: Send, house: Home) -> None:
    contribution = send(PICTURE)
    made = use(contribution, headline=f"They say: {MESSAGE}")
    withdraw(contribution.ref)
    assert MarkedBlock.objects.get().block == "" and not Story.objects.get().is_public
    DecideMarked(made.story, keep=False, user=editor()).execute()
    finish()
    assert traces(house.path, *NEEDLES) == []
    assert Story.objects.get().headline == "…" and Story.objects.get().withdrawn_at is None


def test_a_translation_loses_the_block_where_its_words_are_the_same(
    send: Send, house: Home
) -> None:
    newsroom()
    contribution = send(PICTURE)
    made = use(contribution)
    translated = StartTranslation(Story.objects.get(pk=made.story.pk), "be").execute()
    withdraw(contribution.ref)
    assert traces(house.path, *NEEDLES) == []
    version = Story.objects.get(pk=translated.pk).latest_revision.content
    assert [each["type"] for each in json.loads(version["body"])] == ["paragraph"]


def test_only_what_came_of_one_sender_goes(send: Send, house: Home) -> None:
    one, two = send(PICTURE), send(b"another", words="Stays")
    use(one)
    withdraw(one.ref)
    assert Contribution.objects.get().ref == two.ref and Envelope.objects.count() == 1
    assert current_strongroom().names() == [two.ref]


def test_a_search_finds_it_no_more(send: Send, house: Home) -> None:
    contribution = send(PICTURE)
    use(contribution)
    assert count("qwertzuiop") == 1
    withdraw(contribution.ref)
    assert count("qwertzuiop") == 0


def test_what_is_withdrawn_twice_or_was_never_there_hurts_nobody(send: Send) -> None:
    contribution = send(PICTURE)
    withdraw(contribution.ref)
    withdraw(contribution.ref)
    withdraw("f" * 32)
    assert LogLine.objects.filter(verb=Verb.TAKEN_BACK).count() == 1


def test_a_withdrawal_that_stopped_after_its_first_step_is_gone_on_with(
    send: Send, house: Home
) -> None:
    contribution = send(PICTURE)
    use(contribution)
    Contribution.objects.update(state=State.WITHDRAWN)
    finish()
    assert traces(house.path, *NEEDLES) == [] and current_strongroom().names() == []


def test_an_old_copy_of_the_record_brings_nothing_back(
    send: Send, house: Home, tmp_path: Path
) -> None:
    """A backup of everything but the headers, put back by somebody, and opened by any command."""
    import shutil
    import sqlite3
    from contextlib import closing

    from django.db import connection

    from solidary.commands import take_back_what_was_withdrawn

    newsroom()
    contribution = send(PICTURE)
    use(contribution)
    publish_pending()
    copy = tmp_path / "yesterday"
    shutil.copytree(house.path, copy, ignore=shutil.ignore_patterns("keys"))
    with closing(sqlite3.connect(tmp_path / "record")) as kept:
        connection.connection.backup(kept)
    withdraw(contribution.ref)
    shutil.copytree(copy, house.path, dirs_exist_ok=True)
    with closing(sqlite3.connect(tmp_path / "record")) as kept:
        kept.backup(connection.connection)
    assert traces(house.path, *NEEDLES)
    take_back_what_was_withdrawn()
    publish_pending()
    shutil.rmtree(house.intake_sealed)
    assert traces(house.path, *NEEDLES) == []
    assert Story.objects.get().is_public and not Photo.objects.exists()


def test_words_are_marked_without_saying_which_they_were(send: Send) -> None:
    made = use(send(PICTURE))
    words, _ = items_of(Contribution.objects.get())
    mark = Use.objects.get(item=words).mark
    assert len(mark) == 64 and mark != note_words(words, made.story, "other", MESSAGE).mark
