from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.widgets import AdminAutoHeightTextInput

from solidary.desk.acts.base import ActForm, ActPage
from solidary.desk.acts.linked import linked_from, linked_line
from solidary.desk.acts.users import shown
from solidary.mirrors.register import in_use
from solidary.stories.acts.withdraw import Withdraw


class WithdrawForm(ActForm):
    """Why, for the newsroom alone."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
        help_text=gettext_lazy("For the newsroom's own record; readers never see it."),
    )


class WithdrawPage(ActPage):
    """Say what can be taken back and what can't, ask for the reason, and withdraw."""

    act_class = Withdraw
    form_class = WithdrawForm
    submit_label = gettext_lazy("Withdraw the story")
    template_name = "desk/withdraw.html"

    def explanation(self) -> list[str]:
        lines = [
            _("The story leaves every page, listing and feed of the site at once."),
            _("It stays at the desk with its history, locked until somebody restores it."),
        ]
        if self.thing.scheduled_revision or self.thing.current_workflow_state:
            lines.append(_("Its schedule and its review are cancelled."))
        if mirrors := len(in_use()):
            lines.append(
                ngettext(
                    "%(count)s mirror drops it at its next sync; while that can't be reached it "
                    "goes on serving the story.",
                    "%(count)s mirrors drop it at their next sync; one that can't be reached "
                    "goes on serving the story.",
                    mirrors,
                )
                % {"count": mirrors}
            )
        lines.append(
            _(
                "What readers have saved can't be recalled: pages on phones and sticks, "
                "screenshots, prints."
            )
        )
        return lines

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if users := linked_from([self.thing]):
            context.update(users=shown(users), linked=linked_line(users.count))
        return context

    def done(self, result: None) -> str:
        return _("The story is withdrawn.")
