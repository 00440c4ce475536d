"""Everything but stories on its way in: newsroom, photos, videos, documents, places, topics."""

import hashlib
from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Model

from solidary.stories.hashtags import folded
from solidary.stories.models import (
    Document,
    DocumentWords,
    Front,
    FrontStory,
    FrontTopic,
    Newsroom,
    NewsroomLanguage,
    Photo,
    Place,
    PlaceName,
    Subtitles,
    Topic,
    TopicAlias,
    TopicMerge,
    TopicName,
    TopicPin,
    Video,
    VideoWords,
)
from solidary.stories.models.photo import PhotoWords
from solidary.wire.errors import LineError, not_there
from solidary.wire.into.files import FilesIn
from solidary.wire.into.old_addresses import lead_here
from solidary.wire.out.lines import FOCAL

Fields = dict[str, Any]
"""The checked fields of a line."""
Thing = TypeVar("Thing", bound=Model)

MEDIA_ENDINGS = {
    "video": {".mp4", ".webm", ".m4v", ".ogv"},
    "audio": {".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".webm", ".mp4"},
}
DOCUMENT_ENDINGS = {f".{ending}" for ending in Document.ENDINGS}


class Things:
    """Takes in the records that stories refer to. Each method returns "added" or "updated"."""

    def __init__(self, files: FilesIn) -> None:
        self.files = files

    def newsroom(self, line: Fields) -> str:
        newsroom = Newsroom.load()
        _set(
            newsroom,
            line,
            "name address time_zone accent_color contact_email letterbox_address letterbox_onion "
            "security_contact security_until refuses_model_crawlers robots_lines",
        )
        if "logo" in line:
            newsroom.logo = _photo("logo", line["logo"])
        try:
            newsroom.clean_fields(exclude=["logo"])
        except ValidationError as error:
            field, messages = next(iter(error.message_dict.items()))
            raise LineError(field, " ".join(messages)) from None
        newsroom.save()
        if "languages" in line:
            NewsroomLanguage.objects.filter(newsroom=newsroom).delete()
            NewsroomLanguage.objects.bulk_create(
                NewsroomLanguage(
                    newsroom=newsroom,
                    sort_order=place,
                    language=words["language"],
                    tagline=words.get("tagline", ""),
                    contacts=words.get("contacts", ""),
                    policies=words.get("policies", ""),
                )
                for place, words in enumerate(line["languages"])
            )
        return "updated"

    def photo(self, line: Fields) -> str:
        photo, outcome = _found(Photo, line)
        _set(
            photo, line, "title description credit caption alt_text decorative consent illustration"
        )
        focal = line.get("focal_point")
        if "focal_point" in line:
            if focal is not None and len(focal) != len(FOCAL):
                raise LineError("focal_point", "has to be x, y, width and height")
            for name, value in zip(FOCAL, focal or (None,) * len(FOCAL), strict=True):
                setattr(photo, name, value)
        if not self.files.same(photo.file, line["file"]):
            picture, ending = self.files.picture("file", line["file"])
            photo.width, photo.height = picture.width, picture.height
            photo.file_size = len(picture.bytes)
            photo.file_hash = hashlib.sha1(picture.bytes, usedforsecurity=False).hexdigest()
            self.files.keep(photo.file, picture.bytes, ending)
        photo.save()
        _say(PhotoWords, line, photo=photo)
        return outcome

    def video(self, line: Fields) -> str:
        video, outcome = _found(Video, line)
        _set(video, line, "kind title credit consent spoken_language seconds width height")
        if "poster" in line:
            video.poster = _photo("poster", line["poster"])
        if not self.files.same(video.file, line["file"]):
            ending = _ending("file", line["file"], MEDIA_ENDINGS[video.kind])
            self.files.keep(video.file, self.files.recording("file", line["file"]), ending)
        video.save()
        _say(VideoWords, line, video=video)
        if "subtitles" in line:
            self._subtitles(video, line["subtitles"])
        return outcome

    def _subtitles(self, video: Video, lines: list[Fields]) -> None:
        kept = {(one.language, one.kind): one for one in video.subtitles.all()}
        wanted = set()
        for place, line in enumerate(lines):
            name = (line["language"], line.get("kind", "subtitles"))
            wanted.add(name)
            one = kept.get(name) or Subtitles(video=video, language=name[0], kind=name[1])
            one.sort_order = place
            if not self.files.same(one.file, line["file"]):
                data = self.files.subtitles(f"subtitles[{place}].file", line["file"])
                self.files.keep(one.file, data, ".vtt")
            one.save()
        for name, one in kept.items():
            if name not in wanted:
                one.delete()

    def document(self, line: Fields) -> str:
        document, outcome = _found(Document, line)
        _set(document, line, "title language")
        if not self.files.same(document.file, line["file"]):
            _ending("file", line["file"], DOCUMENT_ENDINGS)
            self.files.keep(document.file, *self.files.paper("file", line["file"]))
        document.save()
        _say(DocumentWords, line, document=document)
        return outcome

    def place(self, line: Fields) -> str:
        place, outcome = _found(Place, line)
        number = line.get("geonames_id")
        taken = Place.objects.filter(geonames_id=number).exclude(address=line["address"])
        if number is not None and taken.exists():
            raise LineError("geonames_id", f"{number} belongs to another place of the record")
        _set(place, line, "geonames_id country latitude longitude")
        place.save()
        if "names" in line:
            PlaceName.objects.filter(place=place).delete()
            PlaceName.objects.bulk_create(
                PlaceName(place=place, sort_order=order, **name)
                for order, name in enumerate(line["names"])
            )
        return outcome

    def topic(self, line: Fields) -> str:
        """A topic without its pins, which wait for their stories."""
        tag = line["hashtag"]
        other = (
            Topic.objects.filter(hashtag_key=folded(tag)).exclude(address=line["address"]).first()
        )
        if other:
            raise LineError("hashtag", f"#{tag} is a topic of the record: {other.address}")
        topic, outcome = _found(Topic, line)
        topic.hashtag = tag
        if "merged_into" in line:
            into = line["merged_into"]
            topic.merged_into = _goal(topic, into) if into else None
        topic.save()
        if "names" in line:
            TopicName.objects.filter(topic=topic).delete()
            TopicName.objects.bulk_create(
                TopicName(topic=topic, sort_order=order, **name)
                for order, name in enumerate(line["names"])
            )
        if "aliases" in line:
            self._aliases(topic, line["aliases"])
        if "old_addresses" in line:
            lead_here(topic, line["old_addresses"])
        return outcome

    def _aliases(self, topic: Topic, hashtags: list[str]) -> None:
        TopicAlias.objects.filter(topic=topic).delete()
        for place, hashtag in enumerate(hashtags):
            if TopicAlias.objects.filter(hashtag_key=folded(hashtag)).exists():
                raise LineError(f"aliases[{place}]", f"#{hashtag} leads to another topic")
            TopicAlias.objects.create(topic=topic, hashtag=hashtag, sort_order=place)

    def merge(self, line: Fields) -> str:
        into = _topic("into", line["into"])
        merge, added = TopicMerge.objects.get_or_create(
            hashtag=line["hashtag"], into=into, defaults={"stories_moved": line["stories_moved"]}
        )
        who = line.get("merged_by")
        users = get_user_model().objects
        TopicMerge.objects.filter(pk=merge.pk).update(
            stories_moved=line["stories_moved"],
            merged_at=line["merged_at"],
            merged_by=users.filter(username=who).first() if who else None,
        )
        return "added" if added else "updated"

    def pins(self, address: str, stories: list[int]) -> None:
        topic = _topic("pins", address)
        TopicPin.objects.filter(topic=topic).delete()
        TopicPin.objects.bulk_create(
            TopicPin(topic=topic, story_id=key, sort_order=place)
            for place, key in enumerate(stories)
        )

    def front(self, line: Fields, stories: dict[str, int]) -> str:
        front, added = Front.objects.get_or_create(language=line["language"])
        if "lead" in line:
            front.lead_id = _story("lead", line["lead"], stories) if line["lead"] else None
            front.save()
        if "stories" in line:
            FrontStory.objects.filter(front=front).delete()
            FrontStory.objects.bulk_create(
                FrontStory(front=front, sort_order=place, story_id=_story("stories", one, stories))
                for place, one in enumerate(line["stories"])
            )
        if "topics" in line:
            FrontTopic.objects.filter(front=front).delete()
            FrontTopic.objects.bulk_create(
                FrontTopic(front=front, sort_order=place, topic=_topic("topics", one))
                for place, one in enumerate(line["topics"])
            )
        return "added" if added else "updated"


def _found(model: type[Thing], line: Fields) -> tuple[Thing, str]:
    """The thing a line tells of, or a new one, and what becomes of it: updated or added."""
    address = line["address"]
    thing = model._default_manager.filter(address=address).first()
    return thing or model(address=address), "updated" if thing else "added"


def _set(thing: Any, line: Fields, names: str) -> None:
    for name in names.split():
        if name in line:
            setattr(thing, name, line[name])


def _say(model: Any, line: Fields, **of: Any) -> None:
    """What a thing is called in other languages, in the place of what was said before."""
    if "words" in line:
        model.objects.filter(**of).delete()
        model.objects.bulk_create(model(**of, **words) for words in line["words"])


def _ending(field: str, name: str, allowed: set[str]) -> str:
    ending = "." + name.rpartition(".")[2] if "." in name else ""
    if ending not in allowed:
        raise LineError(field, f"has to end in one of {', '.join(sorted(allowed))}")
    return ending


def _photo(field: str, address: str | None) -> Photo | None:
    if address is None:
        return None
    photo: Photo | None = Photo.objects.filter(address=address).first()
    if photo is None:
        raise not_there(field, "photo", address)
    return photo


def _topic(field: str, address: str) -> Topic:
    topic: Topic | None = Topic.objects.filter(address=address).first()
    if topic is None:
        raise not_there(field, "topic", address)
    return topic


def _goal(topic: Topic, address: str) -> Topic:
    """What a topic is said to be merged into; merges never go round."""
    goal = _topic("merged_into", address)
    step: Topic | None = goal
    while step is not None:
        if step.pk == topic.pk:
            raise LineError("merged_into", f"leads back to the topic itself: {address}")
        step = step.merged_into
    return goal


def _story(field: str, address: str, stories: dict[str, int]) -> int:
    if address not in stories:
        raise not_there(field, "story", address)
    return stories[address]
