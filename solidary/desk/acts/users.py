"""Who uses a thing, in words and links for an editor."""

from __future__ import annotations

from dataclasses import dataclass

from solidary.desk.things import edit_address, kind_label
from solidary.stories.bin.users import Users
from solidary.stories.languages import own_name
from solidary.stories.models import Story
from solidary.stories.state import states_of

NAMED = 50
"""Users that are named; of more than that the number is said."""


@dataclass(frozen=True, slots=True)
class Named:
    """One of those who use it. `what`: its language and state, or what kind of thing it is."""

    title: str
    address: str
    what: str


@dataclass(frozen=True, slots=True)
class UsersShown:
    """The true number, and those that are named."""

    count: int
    named: tuple[Named, ...]

    @property
    def more(self) -> int:
        """Those that aren't named."""
        return self.count - len(self.named)


def shown(users: Users) -> UsersShown:
    """Who uses a thing, what isn't a story first; two questions for all of them."""
    others = [Named(str(one), edit_address(one), kind_label(type(one))) for one in users.others]
    keys = users.stories[: max(NAMED - len(others), 0)]
    rows = Story.objects.defer("body").select_related("locale", "latest_revision").in_bulk(keys)
    stories = [rows[key] for key in keys if key in rows]
    known = [
        Named(
            (story.latest_revision and story.latest_revision.object_str) or story.headline,
            edit_address(story),
            f"{own_name(story.language)} · {state.label}",
        )
        for story, state in zip(stories, states_of(stories), strict=True)
    ]
    return UsersShown(users.count, (*others, *known))
