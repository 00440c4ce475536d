"""The commands of `solidary`, one a file."""

from __future__ import annotations

import gc

import click


def open_record(*, desk: bool = True) -> None:
    """Start Django on the home and bring its record up to date; every command but help calls it.

    The commands import rooms only after this: models exist only in a started Django. `desk`:
    False for a command that doesn't write the record as an editor would; it starts sooner.
    """
    start_django(desk_closed=not desk)
    said = _notice_what_was_put_back()
    bring_up_to_date()
    _bind_what_was_put_back(said)
    take_back_what_was_withdrawn()


def _notice_what_was_put_back() -> str:
    """Before the record is opened: a log that isn't its own would be written over it."""
    from solidary.home import current_home
    from solidary.keeping.opening import look_at_files

    return look_at_files(current_home())


def _bind_what_was_put_back(said: str) -> None:
    """Hold a record that was put back by hand against the release that stands, before it is published."""
    from solidary.home import current_home
    from solidary.keeping.bound import is_bound

    home = current_home()
    if is_bound(home):
        return
    from solidary.commands.restore import say_bound
    from solidary.desk.opening import open_desk
    from solidary.keeping.binding import bind, world_of

    open_desk()
    click.echo(said or "The release in site/ isn't the one this record made last.", err=True)
    say_bound(bind(home, world_of(home, mirrors=False)), err=True)
    click.echo("`solidary restore`, without a place, asks the mirrors too.", err=True)


def bring_up_to_date() -> None:
    """Have the record be as this version of the program keeps it."""
    if not _is_up_to_date():
        _migrate()


def _migrate() -> None:
    from django.core.management import call_command

    from solidary.desk.opening import open_desk
    from solidary.home import current_home
    from solidary.press.lock import hold

    open_desk()  # rights to edit are part of the record
    with hold(current_home().migrating_lock, wait=True):
        # Another command may have done it meanwhile: nothing is migrated twice.
        if not _is_up_to_date():
            call_command("migrate", interactive=False, verbosity=0)


def take_back_what_was_withdrawn() -> None:
    """Before anything of the record goes anywhere: an old copy of it may hold what was withdrawn since."""
    from solidary.intake.models import Use

    if not Use.objects.exists():  # as in most homes: what asks for the headers needn't be loaded
        return
    from solidary.intake.missing import missing_items

    if missing := missing_items(used=True):
        from solidary.desk.opening import open_desk
        from solidary.intake.withdrawing import withdraw_items

        open_desk()
        withdraw_items(missing)


def start_django(*, desk_closed: bool) -> None:
    """Load every room. What is loaded stays: looking for garbage in it, now or ever after, would
    take a fifth of a short command's time."""
    import django
    from django.conf import settings

    from solidary.commands.late import read_late

    if desk_closed:
        read_late()
    settings.DESK_CLOSED = desk_closed
    gc.disable()
    django.setup()
    gc.freeze()
    gc.enable()


def _is_up_to_date() -> bool:
    """Whether the record has had every migration that lies here: a look at their names, since
    reading a hundred of them takes longer than most commands."""
    from pkgutil import iter_modules

    from django.apps import apps
    from django.db import connection

    lying = {
        (app.label, module.name)
        for app in apps.get_app_configs()
        for module in iter_modules([f"{app.path}/migrations"])
        if module.name[0] not in "_~"
    }
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return False
        cursor.execute("SELECT app, name FROM django_migrations")
        return lying <= set(cursor.fetchall())
