"""A front page: what an editor chose to lead with, in one language."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from solidary.stories.models.announced import Announced
from solidary.stories.models.fields import LanguageField


class Front(Announced, ClusterableModel):
    """The front page of one language, as an editor has laid it out.

    What is left empty fills itself: the newest story leads, the next ones follow, topics
    stand in the order of their newest stories.
    """

    kind_of_change = "front"

    language = LanguageField(unique=True)
    lead = models.ForeignKey(
        "stories.Story",
        verbose_name=_("lead story"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")
        ordering = ["language"]

    def __str__(self) -> str:
        return str(_("Front page: %(language)s") % {"language": self.get_language_display()})


class FrontStory(Orderable):
    front = ParentalKey(Front, on_delete=models.CASCADE, related_name="others")
    story = models.ForeignKey(
        "stories.Story", verbose_name=_("story"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("story below the lead")
        verbose_name_plural = _("stories below the lead")


class FrontTopic(Orderable):
    front = ParentalKey(Front, on_delete=models.CASCADE, related_name="topics")
    topic = models.ForeignKey(
        "stories.Topic", verbose_name=_("topic"), on_delete=models.CASCADE, related_name="+"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
