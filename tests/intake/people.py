"""People at the desk, for tests of the intake."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from solidary.desk.staff import EDITORS, WRITERS


def editor(name: str = "ola") -> Any:
    person = get_user_model().objects.create_user(username=name)
    person.groups.add(Group.objects.get(name=EDITORS))
    return person


def writer(name: str = "jan") -> Any:
    person = get_user_model().objects.create_user(username=name)
    person.groups.add(Group.objects.get(name=WRITERS))
    return person
