from __future__ import annotations

from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from solidary.stories.models.announced import Announced
from solidary.stories.models.fields import AddressField, LanguageField


def _document_file(document: Document, name: str) -> str:
    """Named by its address: the name a file had on somebody's machine may name somebody."""
    return f"documents/{document.address}{PurePath(name).suffix.lower()}"


class Document(Announced, ClusterableModel):
    """A file that readers can keep: a statement as PDF, a form, a table."""

    ENDINGS = ("csv", "epub", "odt", "ods", "pdf", "rtf", "txt", "docx", "xlsx", "zip")
    """of the files that may be published"""

    kind_of_change = "document"

    address = AddressField()
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to=_document_file, max_length=200)
    language = LanguageField(blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class DocumentWords(models.Model):
    """What a document is called in a language other than its first."""

    document = ParentalKey(Document, on_delete=models.CASCADE, related_name="words")
    language = LanguageField()
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("title of a document in another language")
        verbose_name_plural = _("titles of documents in other languages")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "language"], name="one_document_words_per_language"
            )
        ]

    def __str__(self) -> str:
        return self.title
