from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "solidary.press"
    label = "press"
