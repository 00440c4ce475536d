"""What the record tells Wagtail: the words its history has for each act."""

from __future__ import annotations

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def register_acts(actions: LogActionRegistry) -> None:
    """Without this an act could not be entered into a history, wherever it is performed."""
    from solidary.stories import possible_days
    from solidary.stories.acts import every_act

    for act in every_act():
        actions.register_action(act.log_action(), act.label, act.logged)
    possible_days.register(actions)
