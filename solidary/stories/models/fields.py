"""Fields that several parts of the record share."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from solidary.stories.addresses import LENGTH, new_address
from solidary.stories.languages import language_choices


class AddressField(models.CharField):
    """The opaque, stable name of a thing in every address, feed and file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LENGTH)
        kwargs.setdefault("unique", True)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", new_address)
        kwargs.setdefault("verbose_name", _("address"))
        super().__init__(*args, **kwargs)


class LanguageField(models.CharField):
    """A language code (BCP 47) out of those the record knows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 12)
        kwargs.setdefault("choices", language_choices)
        kwargs.setdefault("verbose_name", _("language"))
        super().__init__(*args, **kwargs)
