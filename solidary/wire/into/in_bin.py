"""What a line is about that an editor has put into the bin: it stays there, and the report says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from solidary.stories.models import Binned

OUTCOME = "in the bin"
WHY = "an editor put it into the bin; bring it back there to have it changed"


class InBin:
    """The addresses and import keys of what lies in the bin, read once for an import."""

    def __init__(self) -> None:
        rows = Binned.objects.values_list("address", "import_key")
        self._names = {name for row in rows for name in row if name}

    def holds(self, line: Mapping[str, Any]) -> bool:
        """Whether a line is about something in the bin."""
        return bool({line.get("address"), line.get("import_key")} & self._names)
