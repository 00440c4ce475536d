"""Panels of lines, each line with a form of its own kind."""

from __future__ import annotations

from typing import Any, ClassVar

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel


class LinesPanel(InlinePanel):
    """Lines whose form looks at what is put in before it is kept."""

    line_form: ClassVar[type[WagtailAdminModelForm]]

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = self.line_form
        return options
