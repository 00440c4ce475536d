"""The commands of `solidary`, one a file."""

from __future__ import annotations


def open_record() -> None:
    """Start Django on the home and bring its record up to date; every command but help calls it.

    The commands import rooms only after this: models exist only in a started Django.
    """
    import django
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    django.setup()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
