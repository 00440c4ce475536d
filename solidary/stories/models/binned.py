"""What lies in the bin: rows that were taken out of the record, kept so that they can come back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from solidary.stories.changes import announced_models

KEPT = timedelta(days=30)
"""How long something stays in the bin before it is deleted for good."""


class Binned(models.Model):
    """One thing in the bin: all its rows as they were, so that nothing else finds them.

    While it is here it is in no list, chooser, search, export or page, because no table has it.
    """

    kind = models.CharField(max_length=16)
    """its model's `kind_of_change`"""
    ref = models.BigIntegerField()
    """the database key it had, and has again when it comes back"""
    title = models.CharField(_("title"), max_length=300)
    address = models.CharField(max_length=16, blank=True)
    import_key = models.CharField(max_length=64, blank=True, db_index=True)
    rows: Any = models.JSONField(encoder=DjangoJSONEncoder, default=list)
    """its own row, and every row that belongs to it (`stories.bin.packing`)"""
    links: Any = models.JSONField(default=list)
    """where others named it and could do without: [model, key, field]"""
    shows: Any = models.JSONField(default=list)
    """other things of the record that it is made of: [kind, key]"""
    binned_at = models.DateTimeField(_("in the bin since"), default=timezone.now, db_index=True)
    binned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("put there by"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )

    class Meta:
        verbose_name = _("thing in the bin")
        verbose_name_plural = _("things in the bin")
        ordering = ["-binned_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "ref"], name="binned_once")]
        indexes = [models.Index(fields=["kind", "address"], name="binned_by_address")]

    def __str__(self) -> str:
        return self.title

    @property
    def until(self) -> datetime:
        """When it is deleted for good."""
        return self.binned_at + KEPT

    @property
    def thing_model(self) -> type[models.Model]:
        """The model it is a row of."""
        model: type[models.Model] = announced_models()[self.kind]
        return model


def goes_into_bin(model: type[Any]) -> bool:
    """Whether things of a model can be put into the bin."""
    return bool(getattr(model, "goes_into_bin", False))


def models_for_the_bin() -> list[type[Any]]:
    """Every model whose things can be put into the bin. Asked once all are loaded."""
    return [model for model in apps.get_models() if goes_into_bin(model)]
