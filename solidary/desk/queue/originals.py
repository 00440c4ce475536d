"""A file as it was sent, taken out of the desk by who has that right: streamed, kept nowhere here."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_POST

from solidary.desk.queue.base import item_or_404
from solidary.desk.queue.unlocked import for_who_may, keeper, unlocked
from solidary.intake.deciding import EXPORT
from solidary.intake.log import enter
from solidary.intake.models.log_line import Verb


@unlocked
@require_POST
@for_who_may(EXPORT)
def original(request: HttpRequest, ref: str, envelope: str, item: str) -> HttpResponseBase:
    """The file, as an attachment under a name that says nothing; a line in the log before."""
    row = item_or_404(ref, envelope, item)
    enter(
        Verb.EXPORT, who=request.user, contribution=ref, item=f"{row.envelope.ref}.{row.ref}"
    )  # fmt: skip
    pieces = keeper().original(request.keeper_token, envelope, item, may_export=True)
    # What the keeper refuses at once is still a page; later the line breaks, and the file isn't whole.
    first = next(pieces, b"")
    answer = StreamingHttpResponse(_all(first, pieces), content_type="application/octet-stream")
    name = f"{ref[:8]}-{item[:8]}.bin"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _all(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield from chain((first,), rest)
