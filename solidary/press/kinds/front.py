"""Front pages, the page about the newsroom, the 404 page and friendly redirects."""

from __future__ import annotations

from markupsafe import Markup

from solidary.press.drawing.composer import Composer
from solidary.press.index.topics import topic_of_name
from solidary.press.index.touched import ALL
from solidary.press.kinds.items import Listed, chosen, newest
from solidary.press.kinds.listing import redirect_page
from solidary.press.models import ShelfCount
from solidary.press.reading.newsroom import EditionWords
from solidary.release import addresses as at
from solidary.site.sheets import AboutSheet, FrontSheet, MissingSheet, TopicTeaser
from solidary.site.words import words_for
from solidary.stories.models import Front, FrontStory, FrontTopic

OTHERS = 5
"""Stories below the lead where no editor has chosen any."""
TOPICS = 12
"""Topics on a front page that no editor has laid out."""
TEASED = 3
"""Stories shown for each of them."""


def draw_front(composer: Composer, language: str, *, at_root: bool = False) -> bytes | None:
    """The front page of a language; the first language's stands at the root as well."""
    if language not in composer.house.languages:
        return None
    front = Front.objects.filter(language=language).first()
    lead, others = _stories(composer, front, language)
    here = at.ROOT_INDEX if at_root else at.front_page(language)
    house = composer.house
    sheet = FrontSheet(
        page=composer.page(
            language,
            here,
            {code: at.front_page(code) for code in house.languages},
            title=house.name,
            description=house.editions.get(language, EditionWords()).tagline,
        ),
        lead=lead.item if lead else None,
        others=tuple(story.item for story in others),
        topics=tuple(_teasers(composer, front, language)),
    )
    return composer.render(language, "front.html", sheet)


def _stories(
    composer: Composer, front: Front | None, language: str
) -> tuple[Listed | None, list[Listed]]:
    """The lead and what follows: as chosen, else the newest ones."""
    latest = newest(composer, ALL, language, OTHERS + 2)
    lead = None
    picked: list[Listed] = []
    if front is not None:
        led = chosen(composer, [front.lead_id], language) if front.lead_id else []
        lead = led[0] if led else None
        rows = FrontStory.objects.filter(front=front).order_by("sort_order", "pk")
        picked = chosen(composer, rows.values_list("story_id", flat=True), language)
    if lead is None:
        lead = next(iter(latest), None)
    if not picked:
        picked = latest
    others = [story for story in picked if lead is None or story.story != lead.story]
    return lead, others if front is not None and picked is not latest else others[:OTHERS]


def _teasers(composer: Composer, front: Front | None, language: str) -> list[TopicTeaser]:
    keys: list[int] = []
    if front is not None:
        rows = FrontTopic.objects.filter(front=front).order_by("sort_order", "pk")
        merged = composer.merged()
        keys = [merged.get(key, key) for key in rows.values_list("topic_id", flat=True)]
    if not keys:
        heads = ShelfCount.objects.filter(language=language, level=0).exclude(scope=ALL)
        keys = list(heads.order_by("newest", "scope").values_list("scope", flat=True)[:TOPICS])
    composer.topics(keys)
    composer.counts.fetch(keys)
    teasers = []
    for key in dict.fromkeys(keys):
        row = composer.topic(key)
        if row is None or not composer.stands(key, language):
            continue
        items = newest(composer, key, language, TEASED)
        teasers.append(
            TopicTeaser(
                topic=composer.topic_link(row, language),
                standfirst=row.standfirst(language),
                items=tuple(story.item for story in items),
                total=composer.counts.of(key, language)(""),
            )
        )
    return teasers


def draw_about(composer: Composer, language: str) -> bytes | None:
    house = composer.house
    if language not in house.languages:
        return None
    words = house.editions.get(language, EditionWords())
    sheet = AboutSheet(
        page=composer.page(
            language,
            at.about_page(language),
            {code: at.about_page(code) for code in house.languages},
            title=words_for(language).gettext("About us"),
        ),
        contacts=Markup(words.contacts),
        policies=Markup(words.policies),
        contact_email=house.email,
    )
    return composer.render(language, "about.html", sheet)


def draw_missing(composer: Composer) -> bytes:
    """The 404 page. It may be shown at any depth, so it starts from the newsroom's own path."""
    house = composer.house
    language = house.languages[0]
    sheet = MissingSheet(
        page=composer.page(
            language,
            at.MISSING,
            {},
            title=words_for(language).gettext("This page is not here"),
            root=house.root_path,
        )
    )
    return composer.render(language, "missing.html", sheet)


def draw_friendly(composer: Composer, language: str, name: str) -> bytes | None:
    """What people find who typed a hashtag after a language."""
    key = topic_of_name(name)
    row = composer.topic(key) if key is not None else None
    if row is None or not composer.stands(row.pk, language):
        return None
    return redirect_page(composer, row, language, at.friendly_page(language, name))
