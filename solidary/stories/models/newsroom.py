from __future__ import annotations

import re
import zoneinfo
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator, validate_email
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.contrib.settings.models import BaseGenericSetting
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from solidary.stories.changes import changed
from solidary.stories.models.announced import Announced
from solidary.stories.models.fields import LanguageField
from solidary.stories.robots import faulty_line

DEFAULT_ACCENT = "#a8201a"
PLAIN_TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul", "h2", "h3", "foreign"]


def _known_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Example: Europe/Vilnius."), params={"name": name}
        )


def _way_to_write(contact: str) -> None:
    """Raises ValidationError for what is neither an e-mail address nor a page."""
    try:
        if "://" in contact:
            URLValidator(schemes=["https"])(contact)
        else:
            validate_email(contact)
    except ValidationError:
        raise ValidationError(
            _("An e-mail address, or the address of a page that begins with https://.")
        ) from None


def _onion(address: str) -> None:
    """Raises ValidationError for what is no address of an onion service (of version 3)."""
    if not re.fullmatch(r"https?://(?:[a-z0-9-]+\.)*[a-z2-7]{56}\.onion(?::\d+)?/?", address):
        raise ValidationError(
            _("The address of an onion service: http://, 56 letters and digits, .onion.")
        )


def _robots_lines(text: str) -> None:
    """Raises ValidationError where a line can't stand in robots.txt."""
    number = faulty_line(text)
    if number is not None:
        raise ValidationError(
            _("Line %(number)s is no line of robots.txt. Example: Disallow: /drafts/"),
            params={"number": number},
        )


class Newsroom(Announced, ClusterableModel, BaseGenericSetting):
    """Who publishes: what readers see of the newsroom itself."""

    goes_into_bin = False

    name = models.CharField(pgettext_lazy("newsroom", "name"), max_length=80, default="Newsroom")
    address = models.URLField(
        _("primary address"),
        default="http://127.0.0.1:8000/",
        help_text=_("Used only where an absolute address can't be avoided: RSS and sitemaps."),
    )
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="Europe/Warsaw", validators=[_known_time_zone]
    )
    accent_color = models.CharField(
        _("accent colour"),
        max_length=7,
        default=DEFAULT_ACCENT,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}\Z", _("Six digits, such as #a8201a."))],
    )
    logo = models.ForeignKey(
        "stories.Photo",
        verbose_name=_("logo"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    letterbox_address = models.URLField(
        _("address of the letterbox"),
        blank=True,
        validators=[URLValidator(schemes=["https"])],
        help_text=_("Where readers send photos and messages; it is on the page “About us”."),
    )
    letterbox_onion = models.CharField(
        _("onion address of the letterbox"), max_length=120, blank=True, validators=[_onion]
    )
    security_contact = models.CharField(
        _("security contact"),
        max_length=200,
        blank=True,
        validators=[_way_to_write],
        help_text=_(
            "An e-mail address or a page for whoever finds that something of yours is unsafe. If "
            "empty: the contact e-mail."
        ),
    )
    security_until = models.DateField(
        _("security contact valid until"),
        null=True,
        blank=True,
        help_text=_(
            "The last day on which the contact holds, at most a year ahead. Without it there is no "
            "security.txt."
        ),
    )
    refuses_model_crawlers = models.BooleanField(
        _("refuse crawlers that collect texts for language models"),
        default=False,
        help_text=_("robots.txt asks them to stay away; not all of them do."),
    )
    robots_lines = models.TextField(
        _("lines of your own for robots.txt"),
        blank=True,
        validators=[_robots_lines],
        help_text=_("What comes before the first “User-agent” holds for all programs."),
    )

    class Meta:
        verbose_name = _("newsroom")

    def __str__(self) -> str:
        return self.name

    @property
    def languages(self) -> list[str]:
        """Language codes in the newsroom's order; English where none was chosen yet."""
        return [one.language for one in self.per_language.all()] or ["en"]

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """Of the newsroom's own clock."""
        return zoneinfo.ZoneInfo(self.time_zone)

    def now(self) -> datetime:
        """This moment by the newsroom's own clock; the record dates stories by it."""
        return timezone.now().astimezone(self.zone)

    def announce(self) -> None:
        changed(newsroom=[0])


class NewsroomLanguage(Orderable):
    """The newsroom in one language; their order is the order of the language switch."""

    newsroom = ParentalKey(Newsroom, on_delete=models.CASCADE, related_name="per_language")
    language = LanguageField()
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    contacts = RichTextField(_("contacts"), blank=True, features=PLAIN_TEXT_FEATURES)
    policies = RichTextField(_("policies"), blank=True, features=PLAIN_TEXT_FEATURES)

    class Meta(Orderable.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        constraints = [
            models.UniqueConstraint(
                fields=["newsroom", "language"], name="one_edition_per_language"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_language_display())
