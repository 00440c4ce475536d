"""Which pages lose a link with stories that are withdrawn, for an editor to know before."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import ngettext

from solidary.press.index.ledger import languages_standing
from solidary.press.index.links import about_pages_leading_to, stories_leading_to
from solidary.press.publish import address_of
from solidary.press.reading.newsroom import read_newsroom
from solidary.stories.bin.users import Users
from solidary.stories.models import Newsroom, Story


def linked_from(stories: Collection[Story]) -> Users:
    """What readers see that links to any of these stories, the newest story first: other stories,
    and the newsroom's words about itself. A few questions, however many there are."""
    addresses = {address_of(story) for story in stories}
    keys = stories_leading_to(addresses) - {story.pk for story in stories}
    found = Story.objects.filter(pk__in=keys).order_by("-day", "-pk")
    about = about_pages_leading_to(addresses, read_newsroom(languages_standing()))
    return Users(
        tuple(found.values_list("pk", flat=True)),
        (Newsroom.load(),) if about else (),
    )


def linked_line(count: int) -> str:
    """What becomes of those links."""
    return ngettext(
        "%(count)s page links to it. The words of the link stay there, the link itself goes "
        "until the story is published again:",
        "%(count)s pages link to it. The words of the links stay there, the links themselves go "
        "until the story is published again:",
        count,
    ) % {"count": count}


def linked_line_of_many(count: int) -> str:
    """The same where several stories are withdrawn together."""
    return ngettext(
        "%(count)s other page links to what is withdrawn here:",
        "%(count)s other pages link to what is withdrawn here:",
        count,
    ) % {"count": count}
