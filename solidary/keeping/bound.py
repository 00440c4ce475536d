"""Whether a record is the one that made the release that stands; every command asks."""

from __future__ import annotations

from solidary.home import Home
from solidary.keeping.mark import read_known
from solidary.press.models import ReleaseState
from solidary.release.statements import read_root


def is_bound(home: Home) -> bool:
    """Whether the record is the one that made the standing release; a look at two small files, and a
    row."""
    known = read_known(home)
    if known is not None and known.unbound:
        return False
    state = ReleaseState.objects.filter(pk=1).values_list("root", "root_before").first()
    if state is None or not state[0]:
        return True
    root = read_root(home.site)
    return root is None or root.sha256 in (*state, known.beside if known is not None else "")
