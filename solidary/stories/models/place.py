from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from solidary.stories.models.announced import Announced
from solidary.stories.models.fields import AddressField, LanguageField


class Place(Announced, ClusterableModel):
    """A place as GeoNames knows it, named as each language names it."""

    kind_of_change = "place"

    address = AddressField()
    geonames_id = models.PositiveIntegerField(
        _("GeoNames number"), unique=True, null=True, blank=True
    )
    country = models.CharField(
        _("country"), max_length=2, blank=True, help_text=_("ISO 3166 code of two letters")
    )
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self) -> str:
        first = next(iter(self.names.all()), None)
        return first.name if first else self.address


class PlaceName(Orderable):
    """What one language calls a place."""

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="names")
    language = LanguageField()
    name = models.CharField(pgettext_lazy("place", "name"), max_length=120)

    class Meta(Orderable.Meta):
        verbose_name = pgettext_lazy("place", "name")
        verbose_name_plural = pgettext_lazy("place", "names")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "language"], name="one_place_name_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.name
