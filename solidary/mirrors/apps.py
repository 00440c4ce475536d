"""The mirrors as a Django application: a model of their own, and nothing that has to be started."""

from django.apps import AppConfig


class MirrorsConfig(AppConfig):
    name = "solidary.mirrors"
    label = "mirrors"
