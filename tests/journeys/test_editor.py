"""An editor's day in a real browser; after each act a reader looks, with scripts off and on."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Page, expect
from wagtail.models import Revision

from solidary.desk.staff import make_editor
from solidary.press.publish import publish_pending
from solidary.release.addresses import listing_page, story_page, topic_listing
from solidary.serving import clock
from solidary.stories.body.paragraphs import KEY
from solidary.stories.languages import locale_of
from solidary.stories.models import Newsroom, Photo, State, Story, Topic
from tests.darkroom.files import MARK
from tests.fixtures.browser import OpenPage
from tests.journeys.conftest import Reader
from tests.stories.markups import EVERY_TAG


def published(headline: str, *, topic: str = "SolidarityBelarus", day: date | None = None) -> Story:
    """A story that readers have, as if it had been written yesterday."""
    story = Story(headline=headline, locale=locale_of("en"), live=False, day=day)
    story.body = [{"type": "paragraph", "value": "<p>Two hundred people came.</p>", "id": "1"}]
    story.topics = [Topic.objects.get(hashtag=topic)]
    story.save()
    story.save_revision().publish()
    publish_pending(wait=True)
    story.refresh_from_db()
    return story


def address_of(story: Story) -> str:
    return story_page(story.language, story.address)


def press(page: Page, name: str) -> None:
    """Choose an action from the menu at the foot of the form."""
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name=name, exact=True).click()


def act(page: Page, name: str) -> None:
    """Choose an act from the menu beside the headline."""
    page.locator("header").get_by_role("button", name="Actions").first.click()
    page.get_by_role("link", name=name, exact=True).click()


def add_block(page: Page, name: str) -> None:
    page.locator(".desk-body button.c-sf-add-button").last.click()
    page.get_by_role("option", name=name, exact=True).click()


def test_a_story_with_a_photo_and_a_dispatch_goes_from_the_desk_to_readers(
    editor: Page, reader: Reader, photo_file: Path, home: Path
) -> None:
    editor.goto("/desk/")
    editor.get_by_role("link", name="New story").first.click()
    editor.get_by_role("textbox", name="Headline").fill("A living chain in Vilnius")
    editor.get_by_role("textbox", name="Standfirst").fill("From the cathedral to the prison.")

    editor.get_by_role("combobox", name="Topics").fill("solid")
    editor.get_by_role("option", name="#SolidarityBelarus").click()

    add_block(editor, "Dispatch")
    editor.get_by_role("button", name="Choose place").click()
    editor.get_by_role("link", name="Vilnius").click()
    dispatch = editor.locator(".desk-body [contenteditable=true]").last
    dispatch.click()
    editor.keyboard.type("People held hands for an hour.")

    add_block(editor, "Photo")
    editor.get_by_role("button", name="Choose an image").click()
    editor.get_by_role("tab", name="Upload").click()
    upload = editor.locator("#tab-upload")
    upload.get_by_label("File").set_input_files(photo_file)
    upload.get_by_label("Title").fill("Living chain")
    upload.get_by_label("Alternative text").fill("People hold hands along an avenue")
    upload.get_by_role("button", name="Upload").click()
    expect(editor.locator(".desk-body .chooser__title", has_text="Living chain")).to_be_visible()

    editor.get_by_role("button", name="Toggle preview").click()
    preview = editor.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text("A living chain in Vilnius")
    expect(preview.locator("body")).to_contain_text("People held hands for an hour.")

    press(editor, "Publish")
    expect(editor.locator(".messages")).to_contain_text("published")

    story = Story.objects.get()
    for text in reader(address_of(story)):
        assert "A living chain in Vilnius" in text
        assert "From the cathedral to the prison." in text
        assert "Vilnius" in text
        assert "People held hands for an hour." in text
    for text in reader():
        assert "A living chain in Vilnius" in text
    photo = Photo.objects.get()
    assert photo.alt_text == "People hold hands along an avenue"
    kept = [path for path in home.rglob("*") if path.is_file() and MARK in path.read_bytes()]
    assert kept == [], "what the phone wrote into the photo is nowhere on the disk"


def test_an_editor_who_writes_on_in_a_text_that_moved_in_loses_nothing_of_it(
    editor: Page, reader: Reader
) -> None:
    story = published("A text that moved in", day=date(2021, 2, 7))
    story.body = [{"type": "paragraph", "value": EVERY_TAG + "<p>The end</p>", "id": "1"}]
    story.save()
    editor.goto(f"/desk/stories/edit/{story.pk}/")
    text = editor.locator(".desk-body [contenteditable=true]").first
    text.get_by_text("The end").click()
    editor.keyboard.press("End")
    editor.keyboard.type(" of it.")
    editor.wait_for_timeout(500)  # the editor hands over what was typed after a quarter of a second
    press(editor, "Publish")
    expect(editor.locator(".messages")).to_contain_text("published")
    for seen in reader(address_of(story)):
        assert "The end of it." in seen
    story.refresh_from_db()
    saved = re.sub(f' {KEY}="[^"]*"', "", story.raw_body[0]["value"])
    assert saved == EVERY_TAG + "<p>The end of it.</p>"


def test_a_scheduled_story_goes_out_when_its_time_has_come(editor: Page, reader: Reader) -> None:
    editor.goto("/desk/stories/add/")
    editor.get_by_role("textbox", name="Headline").fill("The programme of the day")
    editor.get_by_role("button", name="Toggle status").click()
    editor.get_by_role("button", name="Set schedule").click()
    later = timezone.localtime() + timedelta(days=1)
    dialog = editor.locator("#schedule-publishing-dialog")
    dialog.locator("#id_go_live_at").fill(later.strftime("%Y-%m-%d %H:%M"))
    # By keyboard: the calendar of the field lies over the button.
    dialog.get_by_role("button", name="Save schedule").press("Enter")
    press(editor, "Schedule to publish")
    expect(editor.locator(".messages")).to_contain_text("scheduled")

    story = Story.objects.get()
    assert story.state is State.SCHEDULED
    for text in reader():
        assert "The programme of the day" not in text

    editor.goto("/desk/")
    expect(editor.locator(".desk-panel--scheduled")).to_contain_text("The programme of the day")

    # A day passes.
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    now = timezone.now() - timedelta(seconds=1)
    revision.content["go_live_at"] = now.isoformat()
    revision.approved_go_live_at = now
    revision.save()
    clock.tick()

    story.refresh_from_db()
    for text in (*reader(address_of(story)), *reader()):
        assert "The programme of the day" in text


def test_a_published_story_is_corrected_translated_and_withdrawn(
    editor: Page, reader: Reader
) -> None:
    story = published("Two hundred at the embassy", day=date(2021, 2, 7))
    editor.goto(f"/desk/stories/edit/{story.pk}/")

    act(editor, "Add correction")
    editor.get_by_label("Date").fill("2021-02-09")
    editor.get_by_label("What was corrected").fill("It was in front of the consulate.")
    editor.get_by_role("button", name="Publish the correction").click()
    expect(editor.locator(".messages")).to_contain_text("The correction is published.")
    for text in reader(address_of(story)):
        assert "It was in front of the consulate." in text

    act(editor, "Start translation")
    editor.get_by_label("Language of the translation").select_option("be")
    editor.get_by_role("button", name="Start translation").click()
    expect(editor.get_by_role("textbox", name="Headline")).to_have_value(
        "Two hundred at the embassy"
    )
    editor.get_by_role("textbox", name="Headline").fill("Дзвесце чалавек ля амбасады")
    press(editor, "Publish")
    expect(editor.locator(".messages")).to_contain_text("published")
    translation = Story.objects.get(locale__language_code="be")
    assert translation.based_on_id == story.pk
    for text in reader(address_of(translation)):
        assert "Дзвесце чалавек ля амбасады" in text

    editor.goto(f"/desk/stories/edit/{story.pk}/")
    editor.get_by_role("textbox", name="Headline").fill("Three hundred at the consulate")
    press(editor, "Publish")
    expect(editor.locator(".messages")).to_contain_text("published")
    editor.goto("/desk/")
    behind = editor.locator(".desk-panel--behind")
    expect(behind).to_contain_text("Дзвесце чалавек ля амбасады")
    behind.get_by_role("link", name="Compare").click()
    expect(editor.locator(".desk-changes")).to_contain_text("Three")
    editor.get_by_role("button", name="Mark as up to date").click()
    expect(editor.locator(".messages")).to_contain_text("up to date")
    assert not Story.objects.translations_behind().exists()

    editor.goto(f"/desk/stories/edit/{story.pk}/")
    act(editor, "Withdraw")
    editor.get_by_label("Reason").fill("The family asked.")
    editor.get_by_role("button", name="Withdraw the story").click()
    expect(editor.locator(".messages")).to_contain_text("The story is withdrawn.")
    for text in reader():
        assert "Three hundred at the consulate" not in text
    for text in reader(address_of(story)):
        assert "Three hundred at the consulate" not in text
    for text in reader(address_of(translation)):
        assert "Дзвесце чалавек ля амбасады" in text


def test_a_merged_topic_leads_readers_to_where_its_stories_are(
    editor: Page, reader: Reader
) -> None:
    kept = Topic.objects.get(hashtag="SolidarityBelarus")
    merged = Topic.objects.create(hashtag="SolidaryBelarus")
    published("First story", topic="SolidaryBelarus", day=date(2021, 7, 1))
    published("Second story", day=date(2021, 7, 2))

    editor.goto("/desk/")
    editor.get_by_role("link", name="Topics").first.click()
    editor.get_by_role("link", name="#SolidaryBelarus", exact=True).click()
    act(editor, "Merge into another topic")
    editor.get_by_label("Topic to merge into").select_option(str(kept.pk))
    editor.get_by_role("button", name="Show what will happen").click()
    expect(editor.locator(".desk-counts div").first).to_contain_text("1")
    editor.get_by_role("button", name="Merge the topics").click()
    expect(editor.locator(".messages")).to_contain_text("is merged into")

    for text in reader(listing_page(topic_listing(kept.address, "en"))):
        assert text.index("Second story") < text.index("First story")
    # The old address leads to the topic that took the stories.
    for text in reader(listing_page(topic_listing(merged.address, "en"))):
        assert "SolidarityBelarus" in text
    assert list(kept.aliases.values_list("hashtag", flat=True)) == ["SolidaryBelarus"]


def test_an_editor_signs_in_by_hand_and_is_at_the_dashboard(
    newsroom: Newsroom, desk_server: str, open_page: OpenPage
) -> None:
    password = make_editor("hanna")
    page = open_page(base=desk_server)
    page.goto("/desk/")
    page.get_by_label("Username").fill("hanna")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", level=1, name="Nasha Chvilya").wait_for()
