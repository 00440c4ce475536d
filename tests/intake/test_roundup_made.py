"""A draft is written whole or not at all, and every part of it can be taken back by itself."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PIL import Image

from solidary.home import Home
from solidary.intake import unborn
from solidary.intake.covering import confirm
from solidary.intake.models import (
    Contribution,
    IntakeSettings,
    Item,
    LearnedSpelling,
    Leftover,
    State,
    Use,
)
from solidary.intake.models.contribution import WORDS
from solidary.intake.notice import current_notice
from solidary.intake.roundup import making
from solidary.intake.roundup.learning import Learned
from solidary.intake.roundup.making import Plan, RoundupError, add, finished, make
from solidary.intake.roundup.material import Choice, Material, Picture, Shape, Text
from solidary.intake.roundup.shaping import Draft, drafted
from solidary.intake.withdrawing import clear_away, withdraw
from solidary.keeper.client import Picture as Finished
from solidary.press.publish import publish_pending
from solidary.stories.models import MarkedBlock, Newsroom, Photo, Place, Story
from tests.intake.conftest import Send
from tests.intake.people import editor
from tests.intake.roundup import traces
from tests.press.archive import newsroom
from tests.sealing.sending import PICTURE

pytestmark = pytest.mark.django_db(transaction=True)

Sender = Callable[..., Material]
PLAN = Plan(
    "en", headline="From thirty cities", standfirst="What readers sent.", wall_title="Wishes"
)


class Developing:
    """A keeper that finishes pictures, and remembers with which edits."""

    def __init__(self) -> None:
        self.edits: list[Any] = []

    def finish(self, token: str, envelope: str, ref: str, edits: Any = ()) -> Finished:
        self.edits.append(list(edits))
        picture = io.BytesIO()
        Image.new("RGB", (64, 48), "red").save(picture, "PNG")
        return Finished("ola", picture.getvalue(), "image/png", 64, 48)


@pytest.fixture
def sender(send: Send, house: Home) -> Sender:
    """Send and accept a contribution; what the keeper would read out of it."""
    newsroom()

    def send_one(words: str, place: str = "Gdańsk", *files: bytes, **more: Any) -> Material:
        row = send(*files, words=words)
        Contribution.objects.filter(pk=row.pk).update(state=State.ACCEPTED)
        items = Item.objects.filter(envelope__contribution=row)
        items.update(state=State.ACCEPTED)
        pictures = []
        for item in items.exclude(ref=WORDS):
            confirm(item, [(100, 100, 200, 200)], "solid", by=person())
            pictures.append(Picture(item.envelope.ref, item.ref, covered=True))
        return Material(
            row.ref, date(2021, 9, 5), (Text(row.ref, words),), tuple(pictures), place=place,
            **{"when": "29 August 2021", "language": "en", "may_quote": True, **more},
        )  # fmt: skip

    return send_one


def person() -> Any:
    from django.contrib.auth import get_user_model

    return get_user_model().objects.filter(username="ola").first() or editor()


def made_of(
    *materials: Material, plan: Plan = PLAN, choices: Any = None, story: Any = None
) -> Story:
    draft = drafted(materials, choices or {}, among=("en", "be", "pl"))
    files = finished(Developing(), "token", draft.photos)  # type: ignore[arg-type]
    if story is not None:
        return add(story, draft, plan, files, by=person())
    return make(draft, plan, files, by=person())


def latest(story: Story) -> list[dict[str, Any]]:
    return json.loads(Story.objects.get(pk=story.pk).latest_revision.content["body"])


LONG = "We sang on the square until the lamps were lit, and nobody wanted to go home. " * 4


def test_a_roundup_is_a_draft_with_dispatches_a_wall_captions_and_credits(sender: Sender) -> None:
    one = sender(LONG, "Gdańsk", PICTURE, credit="Photo: Hanna")
    two = sender("Трымайцеся, мы з вамі!", "у Вільні")
    three = sender(LONG.replace("square", "bridge"), "")
    story = made_of(one, two, three)
    row = Story.objects.get(pk=story.pk)
    assert (row.kind, row.live, row.headline, row.photos) == ("roundup", False, PLAN.headline, True)
    dispatch, elsewhere, wall = latest(story)
    gdansk, vilnius = (Place.objects.get(geonames_id=number) for number in (3099434, 593116))
    assert dispatch["value"]["place"] == gdansk.pk
    assert {each.language: each.name for each in vilnius.names.all()}["be"] == "Вільнюс"
    [message] = dispatch["value"]["messages"]
    assert message["value"] == {
        "text": LONG.strip(),
        "language": "en",
        "who": "Hanna",
        "quoted": True,
    }
    assert (elsewhere["value"]["place"], elsewhere["value"]["place_name"]) == (None, "Elsewhere")
    [wish] = wall["value"]["wishes"]
    assert (wish["value"]["language"], wish["value"]["place"]) == ("be", vilnius.pk)
    [photo] = Photo.objects.all()
    assert (photo.caption, photo.credit, photo.consent) == (
        "Gdańsk, 29 August 2021.", "Photo: Hanna", "reader",
    )  # fmt: skip
    assert photo.words.get(language="be").caption.startswith("Гданьск, 29")
    assert set(row.places.all()) == {gdansk, vilnius}
    assert Use.objects.count() == 4 and not Leftover.objects.exists()
    assert not photo.file.name.endswith(".jpg") and photo.address in photo.file.name


def test_senders_hear_that_it_is_published_once_it_is(sender: Sender) -> None:
    one = sender("Together!")
    story = made_of(one)
    assert current_notice().replies[one.ref].state == "accepted"
    Story.objects.get(pk=story.pk).latest_revision.publish()
    assert current_notice().replies[one.ref].state == "published"


def test_what_one_sender_takes_back_leaves_all_others_where_they_are(
    sender: Sender, house: Home
) -> None:
    """Two from one city, two on the wall: of each pair one goes."""
    one = sender(f"Qwertzuiop {LONG}", "Gdańsk", PICTURE)
    two = sender(
        "Stays, whatever is said of her by those who took her away. " * 6, "Gdańsk", PICTURE
    )
    three, four = sender("Asdfghjklo is with you", "Vilnius"), sender("So are we", "Vilnius")
    story = made_of(one, two, three, four)
    Story.objects.get(pk=story.pk).latest_revision.publish()
    publish_pending()
    for each in (one, three):
        withdraw(each.ref)
    publish_pending()
    assert not MarkedBlock.objects.exists() and Story.objects.get(pk=story.pk).is_public
    dispatch, wall = Story.objects.get(pk=story.pk).raw_body
    assert [each["value"]["text"][:5] for each in dispatch["value"]["messages"]] == ["Stays"]
    assert len(dispatch["value"]["photos"]) == 1 == Photo.objects.count()
    assert [each["value"]["text"] for each in wall["value"]["wishes"]] == ["So are we"]
    assert traces(house.path, "Qwertzuiop", "Asdfghjklo") == []
    for each in (two, four):
        withdraw(each.ref)
    assert Story.objects.get(pk=story.pk).raw_body == [] and latest(story) == []


def test_an_editor_may_correct_who_and_where_and_the_wish_still_goes_whole(sender: Sender) -> None:
    one = sender("Together!")
    story = Story.objects.get(pk=made_of(one).pk)
    body = latest(story)
    body[0]["value"]["wishes"][0]["value"] |= {"who": "A reader", "place_name": "By the sea"}
    story.body = Story._meta.get_field("body").to_python(json.dumps(body))
    story.save_revision(clean=False)
    withdraw(one.ref)
    assert latest(story) == [] and not MarkedBlock.objects.exists()


def test_later_arrivals_are_an_update_with_its_date_in_a_draft(sender: Sender) -> None:
    story = Story.objects.get(pk=made_of(sender("Together!")).pk)
    story.latest_revision.publish()
    story = Story.objects.get(pk=story.pk)
    made_of(sender(LONG, "Białystok", PICTURE), story=story)
    first, later = latest(story)
    assert (first["value"]["added"], later["type"]) == (None, "dispatch")
    assert date.fromisoformat(later["value"]["added"]) <= Newsroom.load().now().date()
    row = Story.objects.get(pk=story.pk)
    assert len(row.raw_body) == 1 and row.has_unpublished_changes and row.is_public
    row.latest_revision.publish()
    publish_pending()


@pytest.mark.parametrize("change", ["withdrawn", "refused", "headers", "item", "covering"])
def test_what_changed_while_it_was_looked_at_stops_all_of_it(
    sender: Sender, house: Home, change: str
) -> None:
    one, two = sender(LONG, "Gdańsk", PICTURE), sender("Together!")
    draft = drafted([one, two], {})
    files = finished(Developing(), "token", draft.photos)  # type: ignore[arg-type]
    if change == "withdrawn":
        withdraw(one.ref)
    elif change == "headers":
        from solidary.intake.strongroom import current_strongroom

        current_strongroom().remove_envelope(two.ref)
    elif change == "item":
        Item.objects.filter(envelope__contribution__ref=one.ref).update(state=State.WAITING)
    elif change == "refused":
        Contribution.objects.filter(ref=two.ref).update(state=State.REFUSED)
    else:
        confirm(Item.objects.exclude(ref=WORDS).get(), [], "solid", by=person())
    with pytest.raises(RoundupError, match="look again"):
        make(draft, PLAN, files, by=person())
    assert not Story.objects.exists() and not Photo.objects.exists() and not Use.objects.exists()
    assert [path for path in (house.files / "photos").rglob("*") if path.is_file()] == []


def test_nothing_of_a_picture_is_left_where_it_is_stopped_on_the_way(
    sender: Sender, house: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by a kill: the file is written, the row never came."""
    one = sender(LONG, "Gdańsk", PICTURE)
    draft = drafted([one], {})
    files = finished(Developing(), "token", draft.photos)  # type: ignore[arg-type]

    class Killed(BaseException):
        pass

    def stop(*_: Any, **__: Any) -> None:
        raise Killed

    monkeypatch.setattr(making, "_note", stop)
    with pytest.raises(Killed):
        make(draft, PLAN, files, by=person())
    assert not Story.objects.exists() and not Photo.objects.exists()
    photos = house.files / "photos"
    assert len(list(photos.iterdir())) == 1 == Leftover.objects.filter(unborn=True).count()
    with unborn.announced([]):
        clear_away()
        assert len(list(photos.iterdir())) == 1, "somebody may be about to have it in the record"
    clear_away()
    assert list(photos.iterdir()) == [] and not Leftover.objects.exists()


def test_without_a_confirmed_covering_no_picture_is_finished(sender: Sender) -> None:
    from solidary.intake.models import Covering

    draft = drafted([sender(LONG, "Gdańsk", PICTURE)], {})
    developing = Developing()
    finished(developing, "token", draft.photos)  # type: ignore[arg-type]
    assert developing.edits == [[{"cover": [100, 100, 200, 200], "fill": "solid"}]]
    Covering.objects.all().delete()
    with pytest.raises(RoundupError):
        finished(developing, "token", draft.photos)  # type: ignore[arg-type]
    assert len(developing.edits) == 1


def test_corrections_are_learned_without_what_was_typed_and_the_order_is_kept(
    sender: Sender, house: Home
) -> None:
    one = sender("Together!", "Qwertzuiop 3city")
    plan = Plan("en", headline="H", learned=[(one.place, 3099434)], order=["3099434", "593116"])
    made_of(one, plan=plan, choices={one.ref: Choice(place=3099434)})
    assert LearnedSpelling.objects.get().place == 3099434
    assert IntakeSettings.load().city_order == ["3099434", "593116"]
    again = drafted([sender("We too", "qwertzuiop 3CITY")], {}, Learned.load())
    assert [at.place.id for at in again.placed.values() if at.place] == [3099434]
    assert traces(house.path, "Qwertzuiop") == []


def test_who_may_not_write_stories_makes_none(sender: Sender) -> None:
    from django.contrib.auth import get_user_model

    nobody = get_user_model().objects.create_user(username="nobody")
    draft = drafted([sender("Together!")], {})
    with pytest.raises(RoundupError):
        make(draft, PLAN, {}, by=nobody)
    with pytest.raises(RoundupError):
        make(Draft(), PLAN, {}, by=person())
    locked = Story.objects.get(pk=made_of(sender("Together!")).pk)
    locked.locked, locked.locked_by = True, nobody
    locked.save()
    with pytest.raises(RoundupError, match="locked"):
        add(locked, draft, PLAN, {}, by=person())
    assert Shape.WISH in draft.shapes.values()
