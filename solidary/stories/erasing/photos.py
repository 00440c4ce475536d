"""Erasing photos: their rows, whoever else shows them, what lies in the bin; and which files go."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.bin.emptying import empty
from solidary.stories.models.binned import Binned


def erase_photos(photos: Collection[int]) -> list[str]:
    """Erase photos that no story shows any more; the files to remove, below the newsroom's files.

    Posters and the logo are empty afterwards. Call it inside a transaction.
    """
    from solidary.stories.models import Newsroom, Photo, Video

    files = list(_files_of(photos))
    for holder, column in ((Video, "poster"), (Newsroom, "logo")):
        for each in holder.objects.filter(**{f"{column}__in": photos}):
            setattr(each, column, None)
            each.save()
    for photo in Photo.objects.filter(pk__in=photos):
        PutIntoBin(photo).execute()
    for binned in Binned.objects.filter(kind="photo", ref__in=photos):
        empty(binned)
    return files


def _files_of(photos: Collection[int]) -> Iterator[str]:
    from solidary.stories.bin.packing import files_in
    from solidary.stories.models import Photo, PhotoRendition

    yield from Photo.objects.filter(pk__in=photos).values_list("file", flat=True)
    yield from PhotoRendition.objects.filter(image__in=photos).values_list("file", flat=True)
    for binned in Binned.objects.filter(kind="photo", ref__in=photos):
        yield from (name for _, name in files_in(binned.rows))
