"""A full publish: every page drawn from the record, by all cores, in bounded memory.

Pages are drawn beside the release (press/next-…; `staging`). Into an empty home that folder then
becomes the release in one rename. Where a release stands already, or its folder is on a disk of
its own, a page whose bytes are right is left alone, and the others move over in the crash-safe
order of `release`.
"""

from __future__ import annotations

from django.db import connection

from solidary.press.folder.release import ReleaseFolder
from solidary.press.folder.staging import can_become, staging_for
from solidary.press.full.moving import move_in, move_over
from solidary.press.full.work import Order, Progress, noted, work
from solidary.press.index.calendar_archive import Rules
from solidary.press.kinds import Undrawable
from solidary.press.models import AssetFile
from solidary.press.reading.newsroom import PublishedNewsroom


def publish(
    release: ReleaseFolder,
    newsroom: PublishedNewsroom,
    rules: Rules,
    mark: int,
    sequence: int,
    *,
    progress: Progress | None = None,
    workers: int | None = None,
    by_content: bool = False,
) -> list[Undrawable]:
    """Publish everything; returns stories that can't be drawn, having changed nothing then.

    `by_content`: what the release carries is compared by content. Raises RecordChangedError where the
    record changed after `mark`, and DamagedCopyError.
    """
    with staging_for(release.path) as staging:
        fresh = set(release.path.iterdir()) <= {staging}
        record = str(connection.settings_dict["NAME"])
        order = Order(newsroom, rules, mark, record, str(release.path), str(staging), fresh)
        files: list[bytes] = []
        faults: list[Undrawable] = []
        unchanged = 0
        for done in work(order, progress, workers):
            files += done.files
            faults += done.faults
            unchanged += done.unchanged
        if faults:
            return faults
        carried = list(AssetFile.objects.order_by("href").iterator(chunk_size=1_000))
        files += [noted(file.href, file.sha256, file.size) for file in carried]
        files.sort()
        if fresh and can_become(staging, release.path):
            move_in(release, staging, carried, files, sequence)
        else:
            move_over(release, staging, carried, files, sequence, by_content=by_content)
    release.folder.unchanged.update(str(number) for number in range(unchanged))
    return []
