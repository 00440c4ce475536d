"""The press as a Django application: what it does when Django starts."""

from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "solidary.press"
    label = "press"

    def ready(self) -> None:
        from solidary.press.index.ended import forget
        from solidary.press.index.journal import note
        from solidary.stories.bin.emptying import ended
        from solidary.stories.changes import record_changed

        record_changed.connect(note, dispatch_uid="press.journal")
        ended.connect(forget, dispatch_uid="press.ended")
