"""What one story says of an action, and the words that it says it in."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models, transaction

from solidary.chronicle.models.action import Action
from solidary.stories.changes import changed
from solidary.stories.models import Story

if TYPE_CHECKING:
    # Every command loads the models, and few look at quotes.
    from solidary.chronicle.quotes import Words


class OfReport(models.Model):
    """A row that belongs to an action: its change is one of that action."""

    way_to_action: ClassVar[str] = "report.action_id"

    class Meta:
        abstract = True

    @property
    def action_key(self) -> int:
        key: int = attrgetter(self.way_to_action)(self)
        return key

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            changed(action=[self.action_key])


def _none() -> list[str]:
    return []


class Report(OfReport):
    """An action as one story tells it. A story and its translations are one report to readers."""

    way_to_action = "action_id"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="reports")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="reports")
    sources: Any = models.JSONField(default=_none, blank=True)
    """whom the story cites, as it names them"""

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["action", "story"], name="report_once")]

    def __str__(self) -> str:
        return f"{self.action} {self.story.address}"

    @property
    def is_public(self) -> bool:
        return self.story.is_public


class Quote(OfReport):
    """The words behind one field of an action; a field may stand on several."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="quotes")
    field = models.CharField(max_length=16)
    """"day", "place", "venue", "turnout", "form", "source", "organiser", "speaker" """
    part = models.CharField(max_length=12)
    exact = models.TextField(blank=True)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    rule = models.CharField(max_length=80, blank=True)
    """the rule that read them; '': an editor marked them"""
    sure = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.field}"

    @property
    def words(self) -> Words:
        from solidary.chronicle.quotes import Words

        return Words(self.part, self.exact, self.before, self.after)

    @words.setter
    def words(self, words: Words) -> None:
        self.part, self.exact = words.part, words.exact
        self.before, self.after = words.before, words.after
