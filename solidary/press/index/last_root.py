"""The root of the last release, as the record knows it: the one the next names as before it.

Noted before the root is put, and the one before kept beside it: whichever of the two stands after a
kill is the record's own. A record that was put back from a backup knows another one than stands, and
that shows (`solidary.keeping.bound`).
"""

from __future__ import annotations

from django.db.models import F

from solidary.press.models import ReleaseState
from solidary.release.statements import NO_ROOT, Root


def previous_of(state: ReleaseState, standing: Root | None) -> str:
    """What the next root names as the one before it. `standing`: the root of the release's folder.

    That is the standing one if the record made it; else the one it knows, as where the folder was
    lost, or readers have seen a newer one.
    """
    if standing is not None and standing.sha256 in (
        state.root or standing.sha256,
        state.root_before,
    ):
        return standing.sha256
    return state.root or NO_ROOT


def note_next(root: Root, standing: Root | None) -> None:
    """Note the root that is about to stand, in one question to the record."""
    rows = ReleaseState.objects.filter(pk=1)
    if standing is not None and standing.sha256 == root.sha256:
        rows.exclude(root=root.sha256).update(root=root.sha256)
        return
    before = F("root") if standing is None else standing.sha256
    if not rows.update(root=root.sha256, root_before=before):
        ReleaseState.objects.create(pk=1, root=root.sha256)
