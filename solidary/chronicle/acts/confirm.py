from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from solidary.chronicle.corrections import Corrections, correct
from solidary.chronicle.deciding.current import action_now, waiting_now
from solidary.chronicle.deciding.keeping import Touched, kept
from solidary.chronicle.filling import fill, report_of
from solidary.chronicle.leading import one_change
from solidary.chronicle.models import Action, Answer, Decision, Report, Suggestion
from solidary.chronicle.whole import parts_of
from solidary.stories.acts.base import Act, NotNowError
from solidary.stories.changes import changed
from solidary.stories.models import Story

if TYPE_CHECKING:
    from solidary.chronicle.facts.story import Action as ReadAction


class Confirm(Act[Story]):
    """Make what was read a report of the story: of a new action, or of one that is in the record.

    What was read is what `facts.read_story(telling.as_read(story))` gives, as it was read or as an editor
    corrected it. An action that other stories report keeps what it says; what it leaves empty is filled, and
    an inexact day becomes the exact one that fits it. `rows` are the suggestions that are decided by it: that
    of the story, then those of its translations, whose reports come along.
    """

    name = "confirm_action"
    model = Story
    right = "chronicle.decide_action"
    label = pgettext_lazy("action", "Confirm")
    logged = _("An action it reports was confirmed")
    icon = "check"
    order = 10
    not_now = _("This story was withdrawn.")

    def __init__(
        self,
        story: Story,
        suggestion: ReadAction,
        *,
        same_as: Action | None = None,
        corrections: Corrections | None = None,
        rows: Sequence[Suggestion] = (),
        user: Any = None,
    ) -> None:
        super().__init__(story, user=user)
        self.suggestion = suggestion
        self.same_as = same_as
        self.corrections = corrections
        self.rows = rows
        self.decision: Decision | None = None

    @classmethod
    def of(
        cls,
        row: Suggestion,
        *,
        same_as: Action | None = None,
        said: ReadAction | None = None,
        corrections: Corrections | None = None,
        user: Any = None,
    ) -> Confirm:
        """Confirm a suggestion, and with it what waits in translations of the story and tells the same.

        Without `same_as` it is a new action, but where a translation of the story reports the same already.
        `said`: as an editor corrected what was read; `corrections`: what else the action is to say.
        """
        from solidary.chronicle.same_as import same_without_asking
        from solidary.chronicle.suggesting.queue import twins_of

        rows = (row, *twins_of(row))
        if same_as is None and said is None and not corrections:
            same_as = same_without_asking(row)
        read = said or row.action
        return cls(
            row.story, read, same_as=same_as, corrections=corrections, rows=rows, user=user
        )  # fmt: skip

    @classmethod
    def offered(cls, thing: Story) -> bool:
        return thing.withdrawn_at is None

    @one_change()
    def execute(self) -> Report:
        self.check()
        rows = waiting_now(self.rows)
        end = None if self.same_as is None else action_now(self.same_as.pk)
        tree = [part.pk for part in parts_of(end)] if end is not None else []
        if Report.objects.filter(action__in=tree, story=self.thing).exists():
            raise NotNowError(gettext("This story is a report of that action already."))
        with kept(self, actions=tree, suggestions=[row.pk for row in rows]) as touched:
            action = end or Action(standing=self.suggestion.standing)
            fill(action, self.suggestion)
            if self.corrections:
                correct(action, self.corrections)
            action.save()
            touched.actions.add(action.pk)
            report = report_of(action, self.thing, self.suggestion)
            self._answer(rows, action, report)
            self._label(rows, touched, action)
        changed(action=[action.pk])
        self.note(self.thing, action=action.address)
        return report

    def _answer(self, rows: list[Suggestion], action: Action, report: Report) -> None:
        own = bool(self.corrections) or (bool(rows) and self.suggestion != rows[0].action)
        for row in rows:
            theirs: Report | None = report
            if row.story_id != self.thing.pk:
                others = Report.objects.filter(action=action, story=row.story)
                theirs = others.first() or report_of(action, row.story, row.action)
            row.report = theirs
            row.state = Answer.CORRECTED if own else Answer.CONFIRMED
            row.decided_on = timezone.now()
            row.save()

    def _label(self, rows: list[Suggestion], touched: Touched, action: Action) -> None:
        from solidary.chronicle.labels import fields_of, made_of

        if not rows:
            return
        touched.language, touched.story = self.thing.language, self.thing.address
        made = made_of(self.suggestion, action, self.corrections)
        touched.fields = fields_of(rows[0].action, made)
