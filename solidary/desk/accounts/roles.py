"""What an account is at the desk: an editor's, a writer's, or that of somebody who may more."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils.translation import pgettext_lazy

from solidary.desk.staff import EDITORS, WRITERS

ROLES = {
    EDITORS: pgettext_lazy("role of an account", "Editor"),
    WRITERS: pgettext_lazy("role of an account", "Writer"),
}
"""Group → what somebody in it is."""


def role_of(account: Any) -> str:
    """The group whose role it has; the one that may more where it is in both, '' where in none."""
    names = {group.name for group in account.groups.all()}
    return next((role for role in ROLES if role in names), "")


def give_role(account: Any, role: str) -> None:
    """Make it one role and not the other; what else it may is left alone."""
    account.groups.remove(*Group.objects.filter(name__in=ROLES))
    account.groups.add(Group.objects.get(name=role))


def may_more(account: Any) -> bool:
    """Whether it has rights that no role gives."""
    return bool(
        account.is_superuser
        or account.user_permissions.exists()
        or account.groups.exclude(name__in=ROLES).exists()
    )


def is_taken(name: str, besides: Any = None) -> bool:
    """Whether an account has this name, or one that reads like it in other letters of either case."""
    names = get_user_model().objects.exclude(pk=besides).values_list("username", flat=True)
    return name.casefold() in {other.casefold() for other in names}
