"""Where the acts are offered: their addresses, and which buttons a thing has for whom."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.urls import URLPattern, path
from wagtail.admin.widgets.button import Button

from solidary.desk.acts.base import ActView
from solidary.stories.acts.finding import classes_in


@cache
def every_view() -> tuple[type[ActView], ...]:
    """The views of this folder that are of one act, the most usual act first."""
    found = [view for view in classes_in("solidary.desk.acts", ActView) if view.is_of_an_act()]
    return tuple(sorted(found, key=lambda view: (view.act_class.order, view.act_class.name)))


def addresses() -> list[URLPattern]:
    """The addresses of all acts, below /desk/."""
    return [path(view.address(), view.as_view(), name=view.address_name()) for view in every_view()]


def buttons_for(thing: Any, user: Any) -> list[Button]:
    """The acts that `user` may do with `thing` as it stands now, in the order of daily use."""
    offers = [
        view
        for view in every_view()
        if view.has_button
        and isinstance(thing, view.act_class.model)
        and view.act_class.offered(thing)
    ]
    return [
        Button(
            view.title(),
            url=view.address_for(thing),
            icon_name=view.act_class.icon,
            priority=priority,
        )
        for priority, view in enumerate(offers, start=40)
        if user.has_perm(view.act_class.right_to(thing))
    ]
