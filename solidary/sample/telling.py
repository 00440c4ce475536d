"""The dossier's stories: the published ones, and one for every way of not being public."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from wagtail.models import Revision

from solidary.stories.languages import locale_of
from solidary.stories.models import Byline, Story, StorySource, Topic

from .body import DossierKeys, blocks
from .ground import Stories, file_of
from .reading import Table, events, fixed_address, fixed_key, read, tellings

PRESS_TIME = time(9, 0)
"""When a story of the dossier counts as first published on its day, in UTC, unless others of the
day stand below it."""
AGAIN = timedelta(hours=3)
"""How much later a story that has an earlier version was published again."""
UNDATED = date(2021, 9, 8)
"""The day on which stories without a day of their own came into the record."""


class Teller:
    """Writes stories with what the dossier has put into the record, and under the given topics."""

    def __init__(self, dossier: DossierKeys, topics: dict[str, Topic], newsroom: Table) -> None:
        self.dossier, self.topics, self.newsroom = dossier, topics, newsroom

    def tell_all(self) -> Stories:
        """Every event in every language it is written in; returns those that are published."""
        stories: Stories = {}
        for name, event in events():
            source: Story | None = None
            seen: Revision | None = None
            for language in tellings(event):
                version = event[language]
                story = self._story(name, event, version, language)
                if source is not None:
                    behind = version.get("behind", False)
                    story.based_on = source
                    story.based_on_revision = seen if behind else source.live_revision
                if version.get("state") == "review":
                    _keep_draft(story)
                    story.get_workflow().start(story, None)
                    continue
                if "earlier" in version:
                    self._with_body(story, name, version["earlier"]["body"])
                    seen = _publish(story)
                    self._with_body(story, name, version["body"])
                _publish(story)
                source = source or story
                stories[name, language] = story
        return stories

    def tell_not_public(self) -> None:
        """A draft, a scheduled story, an undated import and a withdrawn one."""
        for name, version in read("stories/not-public.toml").items():
            story = self._story(f"not public {name}", version, version, version["language"])
            if version["state"] == "withdrawn":
                _publish(story)
                story.live = False
                story.withdrawn_at = _moment(story)
                story.withdrawn_reason = version["reason"]
                story.save()
                continue
            story.import_key = version.get("import_key")
            story.go_live_at = version.get("goes_live")
            _keep_draft(story)

    def _story(self, name: str, event: Table, version: Table, language: str) -> Story:
        story = Story(
            address=fixed_address(f"story {name} {language}"),
            live=False,
            has_unpublished_changes=True,
            translation_key=fixed_key(name),
            locale=locale_of(language),
            kind=event["kind"],
            day=event.get("day"),
            time=event.get("time"),
            sequence=event.get("sequence", 0),
            headline=version["headline"],
            standfirst=version["standfirst"],
            dateline=version.get("dateline", ""),
            video=event.get("video", False),
            audio=event.get("audio", False),
            photos=event["kind"] == "roundup",
            spoken_languages=event.get("spoken", []),
            subtitle_languages=event.get("subtitles", []),
        )
        self._with_body(story, name, version["body"])
        # Its key first, which topics and places need; the rest is saved with them, once.
        Story.objects.bulk_create([story])
        story.topics = [self.topics[hashtag] for hashtag in event["topics"]]
        story.places = [self.dossier.places[place] for place in event.get("places", [])]
        desk, work = self.newsroom[language]["byline"]
        bylines = version.get("bylines", [{"name": desk, "role": work}])
        story.bylines = [Byline(**byline) for byline in bylines]
        story.sources = [
            _source(story, order, source) for order, source in enumerate(version.get("sources", []))
        ]
        return story

    def _with_body(self, story: Story, name: str, body: list[str | Table]) -> Story:
        language = story.locale.language_code
        story.body = blocks(body, self.dossier, f"{name} {language}")
        return story


def _source(story: Story, order: int, version: Table) -> StorySource:
    """A source, with the copy the dossier keeps of it where it names a file."""
    fields = {name: words for name, words in version.items() if name != "kept_copy"}
    source = StorySource(story=story, sort_order=order, **fields)
    if kept := version.get("kept_copy"):
        source.kept_copy.save(kept, file_of(kept), save=False)
    return source


def _publish(story: Story) -> Revision:
    """Publish as the desk does, but at a moment that follows from the story's own day."""
    story.live, story.has_unpublished_changes = True, False
    before = story.first_published_at
    story.first_published_at = before or _moment(story)
    story.last_published_at = before + AGAIN if before else story.first_published_at
    story.save()
    revision = _keep_version(story)
    story.live_revision = revision
    Story.objects.filter(pk=story.pk).update(live_revision=revision)
    return revision


def _keep_draft(story: Story) -> Revision:
    story.save()
    return _keep_version(story)


def _keep_version(story: Story) -> Revision:
    revision = Revision.objects.create(
        content_object=story,
        base_content_type=story.get_base_content_type(),
        object_str=str(story),
        content=story.serializable_data(),
        created_at=_moment(story),
        approved_go_live_at=story.go_live_at,
    )
    story.latest_revision = revision
    Story.objects.filter(pk=story.pk).update(latest_revision=revision)
    return revision


def _moment(story: Story) -> datetime:
    """Of two stories of a day the one that stands above the other came out later."""
    at = datetime.combine(story.day or UNDATED, story.time or PRESS_TIME, UTC)
    return at + timedelta(hours=story.sequence)
