"""What the dossier's stories stand on: places, pictures, film and sound, sheets, topics."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile

from solidary.darkroom import papers, subtitles
from solidary.darkroom.scrub import scrub
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
    Story,
    Subtitles,
    Topic,
    TopicAlias,
    TopicName,
    TopicPin,
    Video,
    VideoWords,
)
from solidary.stories.models.photo import Consent, PhotoWords

from .body import DossierKeys
from .reading import FOLDER, LANGUAGES, Table, fixed_address, read

Stories = dict[tuple[str, str], Story]
"""Published stories of the dossier by event and language."""


def lay_things() -> DossierKeys:
    """Put places, pictures, media and documents into the record."""
    photos = _photos()
    return DossierKeys(_places(), photos, _media(photos), _documents())


def _places() -> dict[str, int]:
    keys = {}
    for name, entry in read("places.toml").items():
        place = Place(
            address=fixed_address(f"place {name}"),
            geonames_id=entry.get("geonames_id"),
            country=entry["country"],
            latitude=entry["point"][0],
            longitude=entry["point"][1],
        )
        place.names = [
            PlaceName(language=language, name=called) for language, called in entry["names"].items()
        ]
        place.save()
        keys[name] = place.pk
    return keys


def _photos() -> dict[str, int]:
    book = read("pictures.toml")
    credit = book.pop("credit")
    keys = {}
    first, *others = LANGUAGES
    for name, entry in book.items():
        scrubbed = scrub((FOLDER / "pictures" / f"{name}.png").read_bytes())
        photo = Photo(
            address=fixed_address(f"photo {name}"),
            title=entry["title"],
            alt_text=entry[first][0],
            caption=entry[first][1],
            credit=credit[first],
            consent=Consent.DRAWN,
            illustration=True,
            file_size=len(scrubbed.bytes),
            file_hash=hashlib.sha1(scrubbed.bytes, usedforsecurity=False).hexdigest(),
        )
        photo.file.save(f"picture.{scrubbed.extension}", ContentFile(scrubbed.bytes), save=False)
        photo.width, photo.height = scrubbed.width, scrubbed.height
        photo.save()
        PhotoWords.objects.bulk_create(
            PhotoWords(
                photo=photo,
                language=language,
                alt_text=entry[language][0],
                caption=entry[language][1],
                credit=credit[language],
            )
            for language in others
        )
        keys[name] = photo.pk
    return keys


def _media(photos: dict[str, int]) -> dict[str, int]:
    keys = {}
    first, *others = LANGUAGES
    credit = read("pictures.toml")["credit"]
    for name, entry in read("media.toml").items():
        if name == "documents":
            continue
        width, height = entry.get("size", (None, None))
        video = Video(
            address=fixed_address(f"media {name}"),
            kind=entry["kind"],
            title=entry["title"][first],
            credit=credit[first],
            consent=Consent.OWN,
            seconds=entry["seconds"],
            width=width,
            height=height,
            poster_id=photos[entry["poster"]],
        )
        video.words = [
            VideoWords(language=language, title=entry["title"][language], credit=credit[language])
            for language in others
        ]
        video.file.save(entry["file"], file_of(entry["file"]), save=False)
        video.save()
        for language, file in entry.get("subtitles", {}).items():
            said = Subtitles(video=video, language=language)
            cleaned = subtitles.clean(file_of(file).read())
            said.file.save(file, ContentFile(cleaned), save=False)
            said.save()
        keys[name] = video.pk
    return keys


def _documents() -> dict[str, int]:
    keys = {}
    first, *others = LANGUAGES
    for name, entry in read("media.toml")["documents"].items():
        document = Document(
            address=fixed_address(f"document {name}"),
            title=entry["title"][first],
            language=entry["language"],
        )
        document.words = [
            DocumentWords(language=language, title=entry["title"][language]) for language in others
        ]
        cleaned = papers.clean(file_of(entry["file"]).read())
        document.file.save(entry["file"], ContentFile(cleaned), save=False)
        document.save()
        keys[name] = document.pk
    return keys


def file_of(name: str) -> ContentFile[bytes]:
    """A file of the dossier, as it is stored."""
    return ContentFile((FOLDER / "files" / name).read_bytes())


def open_topics() -> dict[str, Topic]:
    """Put the topics, their names and their other hashtags into the record."""
    topics = {}
    for hashtag, entry in read("topics.toml").items():
        topic = Topic(address=fixed_address(f"topic {hashtag}"), hashtag=hashtag)
        topic.names = [
            TopicName(language=language, name=name, standfirst=standfirst)
            for language, (name, standfirst) in entry["names"].items()
        ]
        topic.aliases = [TopicAlias(hashtag=alias) for alias in entry["aliases"]]
        topic.save()
        topics[hashtag] = topic
    return topics


def pin_stories(topics: dict[str, Topic], stories: Stories) -> None:
    """Pin what the dossier wants at the top of a topic's page."""
    for hashtag, entry in read("topics.toml").items():
        for pin in entry["pins"]:
            event, _, language = pin.partition(":")
            topics[hashtag].pins.add(TopicPin(story=stories[event, language]))
        topics[hashtag].save()


def found_newsroom(photos: dict[str, int]) -> Table:
    """Give the newsroom its name, languages and policies; returns the file it is told in."""
    entry = read("newsroom.toml")
    newsroom = Newsroom.load()
    for name in ("name", "address", "time_zone", "accent_color", "contact_email"):
        setattr(newsroom, name, entry[name])
    newsroom.logo_id = photos[entry["logo"]]
    newsroom.per_language = [
        NewsroomLanguage(
            language=language,
            tagline=entry[language]["tagline"],
            contacts=entry[language]["contacts"].strip(),
            policies=entry[language]["policies"].strip(),
        )
        for language in LANGUAGES
    ]
    newsroom.save()
    return entry


def lay_fronts(newsroom: Table, topics: dict[str, Topic], stories: Stories) -> None:
    """Edit the front page of every language."""
    for language in LANGUAGES:
        entry = newsroom[language]["front"]
        front = Front(language=language, lead=stories[entry["lead"], language])
        front.others = [FrontStory(story=stories[event, language]) for event in entry["others"]]
        front.topics = [FrontTopic(topic=topics[hashtag]) for hashtag in entry["topics"]]
        front.save()
