"""What an import brings a newsroom of languages: those it chose are all that readers see."""

from __future__ import annotations

from collections.abc import Sequence

from solidary.stories.changes import changed
from solidary.stories.models import Newsroom, NewsroomLanguage
from solidary.wire.into.report import Report


def choose_languages(newsroom: Newsroom, used: Sequence[str], report: Report) -> None:
    """Let a newsroom that has chosen none begin with these, in their order; else say which of them its
    readers don't see yet."""
    chosen = [one.language for one in newsroom.per_language.all()]
    if not chosen:
        NewsroomLanguage.objects.bulk_create(
            NewsroomLanguage(newsroom=newsroom, language=language, sort_order=place)
            for place, language in enumerate(used)
        )
        changed(newsroom=[0])
        named = ", ".join(f"“{language}”" for language in used)
        report.notes.append(
            f"The newsroom had chosen no language yet; its first is now {named}."
            if len(used) == 1
            else f"The newsroom had chosen no language yet; it begins with {named}."
        )
        return
    report.notes += [
        f"Readers will see these stories once “{language}” is among the newsroom's languages "
        "(desk: Settings, Newsroom)."
        for language in used
        if language not in chosen
    ]
