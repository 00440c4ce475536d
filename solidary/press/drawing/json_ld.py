"""A story as data for search engines, in schema.org's words.

Without a host: addresses in it lead from the page itself, as those of its links do. Source of the
words: schema.org; of what search engines look for: Google's notes on articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from markupsafe import Markup

from solidary.languages.bylines import names_an_organization
from solidary.press.drawing.composer import Composer
from solidary.press.drawing.script_data import Data, for_script
from solidary.press.reading.stamps import Stamps
from solidary.press.reading.stories import StoryRow
from solidary.press.reading.text import clean
from solidary.site.sheets import Picture
from solidary.stories.body.plain import corrections
from solidary.stories.body.uses import uses_of
from solidary.stories.models import Kind


def json_ld(
    composer: Composer, row: StoryRow, about: str, hashtags: list[str], root: str
) -> Markup:
    """`about`: its description; `root` leads from the page to the release's root."""
    newsroom = composer.newsroom
    stamps = newsroom.stamps(row.day, row.time, row.first, row.updated)
    said: Data = {
        "@context": "https://schema.org",
        "@type": "OpinionNewsArticle" if row.kind == str(Kind.OPINION) else "NewsArticle",
        "headline": row.headline,
        "inLanguage": row.language,
        "datePublished": stamps.published.isoformat(),
        "dateModified": stamps.updated.isoformat() if stamps.has_changed else "",
        "description": about,
        "image": [_image(picture, root) for picture in _pictures(composer, row)][:1],
        "author": [_author(name, row, newsroom.name) for name, _ in row.bylines],
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": newsroom.name,
            **({"logo": _image(newsroom.logo, root)} if newsroom.logo else {}),
        },
        "keywords": hashtags,
        "correction": [*_corrections(row, stamps)],
    }
    return for_script(said)


def _pictures(composer: Composer, row: StoryRow) -> Iterator[Picture]:
    """What its page shows, in its order: photos, and the posters of films."""
    for kind, key in uses_of(row.body):
        picture = None
        if kind == "photo":
            picture = composer.gallery.picture(key, row.language)
        elif kind == "recording":
            recording = composer.gallery.show("recording", key, row.language)
            picture = recording and recording.poster
        if picture is not None:
            yield picture


def _image(picture: Picture, root: str) -> Data:
    largest = picture.renditions[-1]
    said = {
        "@type": "ImageObject",
        "url": root + largest.href,
        "width": largest.width,
        "height": largest.height,
        "creditText": picture.credit,
    }
    return {name: value for name, value in said.items() if value}


def _author(name: str, row: StoryRow, newsroom: str) -> Data:
    """A person; or an organization: the newsroom itself, an outlet the story cites, or whatever
    its name says is one."""
    others = {newsroom, *(outlet for _, outlet, _, _ in row.sources)}
    known = name.casefold() in {other.casefold() for other in others}
    kind = "Organization" if known or names_an_organization(name) else "Person"
    return {"@type": kind, "name": name}


def _corrections(row: StoryRow, stamps: Stamps) -> Iterator[Data]:
    """Each with the beginning of its day, no earlier than its story and no later than its last
    change."""
    for day, text in corrections(row.body):
        begins = datetime.combine(day, time(0), tzinfo=stamps.published.tzinfo)
        moment = max(stamps.published, min(begins, stamps.updated))
        yield {
            "@type": "CorrectionComment",
            "text": clean(text),
            "datePublished": moment.isoformat(),
        }
