"""The desk as a Django application: what it does when Django starts."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "solidary.desk"
    label = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        from solidary.desk import pictures, preview, publishing
        from solidary.desk.asked import forgetting
        from solidary.desk.queue import unlocked
        from solidary.desk.staff import furnish

        pictures.open_none_here()
        preview.register()
        publishing.listen()
        forgetting.listen()
        unlocked.listen()
        # Django tells only applications with models of their own that a migration is done.
        # Accounts come last in the order of applications: by then every right is known.
        accounts = apps.get_app_config("auth")
        post_migrate.connect(furnish, sender=accounts, dispatch_uid="desk.furnish")
