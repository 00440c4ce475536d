"""Who works at the desk: the two groups, what each may do, and accounts.

Writers write and send stories to review; editors publish, correct, withdraw, keep topics and
the newsroom's own page, and make accounts. Nobody is a superuser: there is no step of daily
work for which an account with every right would be needed.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext_noop
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)
from wagtail.snippets.models import create_extra_permissions
from wagtail.users.models import UserProfile

EDITORS = gettext_noop("Editors")
WRITERS = gettext_noop("Writers")
REVIEW = gettext_noop("Editors' review")

ALL = ("add", "change", "delete", "view")
SOME = ("add", "change", "view")
RIGHTS: dict[str, dict[str, tuple[str, ...]]] = {
    WRITERS: {
        "wagtailadmin.admin": ("access",),
        "stories.story": SOME,
        "stories.topic": ("view",),
        "stories.place": SOME,
        "stories.video": SOME,
        "stories.document": SOME,
        "stories.binned": ("view",),
    },
    EDITORS: {
        "wagtailadmin.admin": ("access",),
        "stories.story": (*ALL, "publish", "lock", "unlock"),
        "stories.topic": ALL,
        "stories.place": ALL,
        "stories.video": ALL,
        "stories.document": ALL,
        "stories.front": ALL,
        "stories.photo": ("delete",),
        "stories.binned": ("view",),
        "stories.newsroom": ("change",),
        "intake.contribution": ("see", "decide"),
        "chronicle.action": ("decide",),
        "auth.user": SOME,
        "wagtailcore.workflow": SOME,
        "wagtailcore.task": SOME,
    },
}
"""Group → model → what it may do; who takes what was sent out of the desk is decided on the server
(`let_export`): no group may. Photos go by collections, see PHOTO_RIGHTS. A thing of the
press that isn't named here is as a document."""
PHOTO_RIGHTS = {WRITERS: ("add", "choose"), EDITORS: ("add", "change", "delete", "choose")}

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_password() -> str:
    """Four groups of five letters, about 98 bits: read out over the phone, never guessed."""
    return "-".join(_letters() for _ in range(4))


def new_name() -> str:
    """A name for the first account of a home, which strangers can't try because all homes have it."""
    return f"editor-{_letters()}"


def _letters() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(5))


@transaction.atomic
def make_editor(name: str, language: str = "en", reset: bool = False) -> str:
    """A new editor's account, or with `reset` a new password for an old one.

    The password is given back once and kept nowhere. Raises ValueError with a line for people
    when the name is taken, or when there is nobody of that name to reset.
    """
    from solidary.desk.accounts.limiting import forget
    from solidary.desk.accounts.roles import is_taken

    users = get_user_model()
    person = users.objects.filter(username=name).first()
    if reset and person is None:
        raise ValueError(f"There is no account “{name}”.")
    if not reset and is_taken(name):
        raise ValueError(f"There is an account “{name}” already; --reset gives it a new password.")
    password = new_password()
    if person is None:
        person = users(username=name)
        person.full_clean(exclude=["password"])
    person.set_password(password)
    person.is_active = True
    person.save()
    forget(person.pk)
    person.groups.add(Group.objects.get(name=EDITORS))
    profile = UserProfile.get_for_user(person)
    if not reset:
        profile.preferred_language = language
        profile.save()
    return password


@transaction.atomic
def let_export(name: str, may: bool) -> None:
    """Let an account take what was sent out of the desk, or no longer; a line in the queue's log.

    Raises ValueError with a line for people where there is no such account.
    """
    from solidary.intake.log import enter
    from solidary.intake.models.log_line import Verb

    person = get_user_model().objects.filter(username=name).first()
    if person is None:
        raise ValueError(f"There is no account “{name}”.")
    right = Permission.objects.get(content_type__app_label="intake", codename="export_contribution")
    (person.user_permissions.add if may else person.user_permissions.remove)(right)
    enter(Verb.LET_EXPORT if may else Verb.KEEP_FROM_EXPORT, facts={"to": name})


def furnish(**kwargs: Any) -> None:
    """Make the groups and the review after each migration; a review an editor set up stays."""
    create_extra_permissions(apps.get_app_config("wagtailsnippets"))
    for app in (
        "wagtailadmin",
        "wagtailcore",
        "wagtailimages",
        "stories",
        "intake",
        "chronicle",
        "auth",
    ):
        create_permissions(apps.get_app_config(app), verbosity=0)
    with transaction.atomic():
        if not Group.objects.filter(name=WRITERS).exists():
            _clear_away_what_came_with_the_framework()
        for name in RIGHTS:
            group, _new = Group.objects.get_or_create(name=name)
            group.permissions.add(*_permissions(_rights_of(name)))
            for right in PHOTO_RIGHTS[name]:
                GroupCollectionPermission.objects.get_or_create(
                    group=group,
                    collection=Collection.get_first_root_node(),
                    permission=Permission.objects.get(
                        content_type__app_label="wagtailimages", codename=f"{right}_image"
                    ),
                )
        _review()


def _clear_away_what_came_with_the_framework() -> None:
    """A group and a review for a tree of pages, which this desk does not have."""
    Workflow.objects.all().delete()
    Task.objects.all().delete()
    Group.objects.all().delete()


def _rights_of(group: str) -> dict[str, tuple[str, ...]]:
    # Pictures and pages are none of a start's business, and staff is read at every one.
    from solidary.desk.library import kept_things

    named = RIGHTS[group]
    things = (thing.model._meta.label_lower for thing in kept_things())
    return {**dict.fromkeys(things, named["stories.document"]), **named}


def _permissions(rights: dict[str, tuple[str, ...]]) -> list[Permission]:
    wanted = []
    for model, verbs in rights.items():
        app, name = model.split(".")
        names = [f"{verb}_{name}" for verb in verbs]
        wanted += Permission.objects.filter(content_type__app_label=app, codename__in=names)
    return wanted


def _review() -> None:
    """One step, any editor: the review a story goes through unless the newsroom sets up more."""
    story = ContentType.objects.get(app_label="stories", model="story")
    if WorkflowContentType.objects.filter(content_type=story).exists():
        return
    workflow = Workflow.objects.create(name=REVIEW)
    task = GroupApprovalTask.objects.create(name=REVIEW)
    task.groups.add(Group.objects.get(name=EDITORS))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(content_type=story, workflow=workflow)
