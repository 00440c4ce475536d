"""Where the desk keeps each thing of the record: its list, its page, what its kind is called."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst

from solidary.stories.models import Newsroom, Photo


def list_address(model: type[Any]) -> str:
    """The list of all things of a model."""
    if model is Photo:
        return reverse("wagtailimages:index")
    return reverse(model.snippet_viewset.get_url_name("list"))


def edit_address(thing: Any) -> str:
    """The page on which a thing is edited; '' where it has none."""
    if isinstance(thing, Newsroom):
        return reverse("wagtailsettings:edit", args=[thing._meta.app_label, "newsroom", thing.pk])
    if isinstance(thing, Photo):
        return reverse("wagtailimages:edit", args=[thing.pk])
    try:
        return reverse(thing.snippet_viewset.get_url_name("edit"), args=[thing.pk])
    except (AttributeError, NoReverseMatch):
        return ""


def list_label(model: type[Any]) -> str:
    """What the things of a model are called together."""
    return capfirst(str(model._meta.verbose_name_plural))


def kind_label(model: type[Any]) -> str:
    """What one thing of a model is called."""
    return capfirst(str(model._meta.verbose_name))
