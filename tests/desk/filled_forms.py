"""A form of a page as a browser would send it back."""

from __future__ import annotations

from html.parser import HTMLParser

NOT_SENT = ("submit", "button", "image", "reset", "file")


class _Forms(HTMLParser):
    """All fields of all forms of a page that are filled in without scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.texts: set[str] = set()
        self._area = self._select = ""
        self._templates = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        name = told.get("name", "")
        if tag == "template" or told.get("type") == "text/django-form-template":
            self._templates += 1
        if self._templates or ("disabled" in told):
            return
        if tag == "input" and name and told.get("type") not in NOT_SENT:
            if told.get("type") in ("checkbox", "radio") and "checked" not in told:
                return
            self.fields.setdefault(name, []).append(told.get("value", ""))
            if told.get("type", "text") == "text":
                self.texts.add(name)
        elif tag == "textarea" and name:
            self._area = name
            self.fields[name] = [""]
            self.texts.add(name)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in told:
            self.fields.setdefault(self._select, []).append(told.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("template", "script") and self._templates:
            self._templates -= 1
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area][0] += data


def form_of(page: str) -> tuple[dict[str, list[str]], set[str]]:
    """What the forms of a page hold, and which of it is text that somebody types."""
    found = _Forms()
    found.feed(page)
    found.fields.pop("csrfmiddlewaretoken", None)
    return found.fields, found.texts
