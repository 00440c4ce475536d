"""The search as an app of its own: its tables, and what it listens to."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class SearchConfig(AppConfig):
    name = "solidary.stories.search"
    label = "search"
    verbose_name = pgettext_lazy("app", "Search")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from solidary.stories.changes import record_changed
        from solidary.stories.models import Story
        from solidary.stories.search.index import follow, follow_deletion, follow_draft

        record_changed.connect(follow, dispatch_uid="search")
        post_save.connect(follow_draft, sender=Story, dispatch_uid="search")
        post_delete.connect(follow_deletion, sender=Story, dispatch_uid="search")
