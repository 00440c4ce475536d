"""What checks find, in the editor's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from solidary.stories.body.fields import Label
from solidary.stories.checks.finding import Finding, Found
from solidary.stories.models import Story

LINES: Mapping[Found, Label] = {
    Found.NO_HEADLINE: _("There is no headline."),
    Found.NEEDED: _("Please fill in: %(field)s"),
    Found.GONE: _("What was shown here is no longer there: %(field)s"),
    Found.TIME_WITHOUT_DAY: _("There is a time but no date."),
    Found.NO_STANDFIRST: _("There is no standfirst."),
    Found.NO_WORDS: _("The body has no words."),
    Found.ONLY_HASHTAGS: _("%(field)s: nothing but hashtags."),
    Found.UNTRANSLATED: _("%(field)s, not translated yet: “%(words)s”"),
    Found.UNTRANSLATED_BLOCK: _("Not translated yet: “%(words)s”"),
    Found.NO_ALT_TEXT: _("Alternative text is missing: “%(name)s”"),
    Found.FOREIGN_ALT_TEXT: _("Alternative text is missing in this language: “%(name)s”"),
    Found.NO_CREDIT: _("Credit is missing: “%(name)s”"),
    Found.CONSENT_NOT_SAID: _("Consent is not said yet: “%(name)s”"),
    Found.NO_TOPIC: _("There is no topic."),
    Found.NO_PLACE: _("This roundup names no place."),
    Found.DISPATCH_WITHOUT_PLACE: _("This dispatch has no place: “%(words)s”"),
    Found.DEAD_LINK: _("A link leads to a page of ours that isn’t there: %(link)s"),
    Found.LINK_TO_UNPUBLISHED: _("A link leads to a story that isn’t published: “%(headline)s”"),
    Found.LINK_TO_WITHDRAWN: _("A link leads to a story that was withdrawn: “%(headline)s”"),
    Found.NO_DAY: _("There is no date: readers will see that of publication."),
    Found.DAY_AHEAD: _("The date lies ahead: %(day)s"),
    Found.TIME_AHEAD: _("The time lies ahead: %(time)s (%(zone)s)"),
    Found.CORRECTION_AHEAD: _("A correction is dated ahead: %(day)s"),
}


def line_of(finding: Finding) -> str:
    """What an editor reads of a finding, in the language that is active."""
    facts = {name: _fact(name, fact) for name, fact in finding.facts.items()}
    if facts.get("block"):
        facts["field"] = ", ".join(filter(None, (facts["block"], facts["field"])))
    return str(LINES[finding.found]) % facts


def field_name(name: str) -> str:
    """What a field of a story is called in its form."""
    return capfirst(str(Story._meta.get_field(name).verbose_name))


def _fact(name: str, fact: Any) -> str:
    if isinstance(fact, date):
        return date_format(fact)
    if isinstance(fact, time):
        return time_format(fact)
    if name == "field" and fact in _FIELDS:
        return field_name(fact)
    return capfirst(str(fact)) if name in ("block", "field") else str(fact)


_FIELDS = ("headline", "standfirst", "body")
