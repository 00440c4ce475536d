"""An import as the command makes it, without the command."""

import io
from pathlib import Path
from typing import BinaryIO

from solidary.wire.format import Source
from solidary.wire.formats import named
from solidary.wire.into.importing import bring_in
from solidary.wire.into.report import Report


def brought_in(
    form: str,
    data: bytes | BinaryIO,
    *,
    folder: Path | None = None,
    dry_run: bool = False,
    strict: bool = False,
    **options: str,
) -> Report:
    """What becomes of these bytes in this format."""
    report = Report(form, dry_run=dry_run)
    stream = io.BytesIO(data) if isinstance(data, bytes) else data
    bring_in(named(form), Source(stream, options), report, folder=folder, strict=strict)
    return report
