"""Documents: carried as they are, with a title in every language."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from solidary.press.models import AssetFile
from solidary.press.reading.asking import in_batches
from solidary.press.reading.text import clean
from solidary.press.things.carrying import carried, carried_names
from solidary.press.things.thing import ShowOther, Spoken, Stored, Thing
from solidary.site import sheets
from solidary.stories.models import Document, DocumentWords

FOLDER = "d"


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    title: str
    in_languages: dict[str, str] = field(default_factory=dict)


class DocumentThing(Thing):
    kind = "document"
    label = _("Document")
    model = Document
    title_field = "title"

    def read(self, keys: list[int]) -> dict[int, Stored]:
        rows = Document.objects.filter(pk__in=keys).values_list("pk", "file")
        return {pk: Stored("", (name,)) for pk, name in rows if name}

    def make(self, stored: Stored) -> list[AssetFile]:
        return carried(FOLDER, stored)

    def names(self, stored: Stored) -> list[str]:
        return carried_names(FOLDER, stored)

    def facts(self, keys: list[int]) -> dict[int, DocumentFacts]:
        found: dict[int, DocumentFacts] = {}
        for batch in in_batches(keys):
            rows = Document.objects.filter(pk__in=batch)
            for pk, title in rows.values_list("pk", "title"):
                found[pk] = DocumentFacts(clean(title))
            words = DocumentWords.objects.filter(document_id__in=batch)
            for pk, language, title in words.values_list("document_id", "language", "title"):
                found[pk].in_languages[language] = clean(title)
        return found

    def show(
        self,
        facts: DocumentFacts,
        files: list[AssetFile],
        spoken: Spoken,
        lead: str,
        other: ShowOther,
    ) -> sheets.Document:
        title, language = spoken.said(facts.title, facts.in_languages.get(spoken.page))
        kind = PurePath(files[0].href).suffix.lstrip(".").upper()
        return sheets.Document(lead + files[0].href, title, kind, files[0].size, language)


THING = DocumentThing()
