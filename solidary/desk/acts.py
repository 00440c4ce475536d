"""Where the acts of the desk are offered: which buttons a story or a topic has for whom."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from solidary.stories.models import Story, Topic


def buttons_for(thing: Story | Topic, user: Any) -> list[Button]:
    """The acts that `user` may do with `thing` as it stands now, in the order of daily use."""
    offers = _story_acts(thing) if isinstance(thing, Story) else _topic_acts()
    return [
        Button(label, url=reverse(address, args=[thing.pk]), icon_name=icon, priority=priority)
        for priority, (address, label, icon, right) in enumerate(offers, start=40)
        if user.has_perm(right)
    ]


def _story_acts(story: Story) -> list[tuple[str, Any, str, str]]:
    if story.withdrawn_at is not None:
        return [("desk_restore", _("Restore"), "rotate", "stories.publish_story")]
    acts = [("desk_translate", _("Start translation"), "globe", "stories.add_story")]
    if story.based_on_id is not None:
        acts.append(("desk_catch_up", _("Compare with its source"), "view", "stories.change_story"))
    if story.is_public:
        acts.append(("desk_correct", _("Add correction"), "edit", "stories.publish_story"))
        acts.append(("desk_withdraw", _("Withdraw"), "no-view", "stories.publish_story"))
    return acts


def _topic_acts() -> list[tuple[str, Any, str, str]]:
    return [("desk_merge", _("Merge into another topic"), "resubmit", "stories.change_topic")]
