"""Copies of a source's page that the record keeps beside a story."""

from solidary.stories.models import Story, StorySource
from solidary.wire.into.files import FilesIn
from solidary.wire.into.writing import Row, fresh_addresses
from solidary.wire.out.files import FilesOut, content_name


class Copies:
    """Takes in the copies that rows name."""

    def __init__(self, files: FilesIn) -> None:
        self.files = files

    def keep(self, row: Row, key: int) -> None:
        """Put the names under which the record keeps copies for those in the archive."""
        if not any(source["kept_copy"] for source in row.sources):
            return
        row.address = row.address or fresh_addresses(1)[0]
        kept = {}
        for one in StorySource.objects.filter(story_id=key).exclude(kept_copy=""):
            kept[FilesOut(None).put(one.kept_copy)] = one.kept_copy.name
        for place, source in enumerate(row.sources):
            name = source["kept_copy"]
            if name in kept:
                source["kept_copy"] = kept[name]
            elif name:
                path = f"sources[{place}].kept_copy"
                one = StorySource(story=Story(address=row.address), sort_order=place)
                self.files.keep(one.kept_copy, *self.files.paper(path, name))
                source["kept_copy"] = one.kept_copy.name

    def recognise(self, before: Row, after: Row) -> None:
        """Call copies that were cleaned when they moved in by the names they have since."""
        known = {source["kept_copy"] for source in before.sources}
        for place, source in enumerate(after.sources):
            if (name := source["kept_copy"]) not in {"", *known}:
                cleaned = content_name(*self.files.paper(f"sources[{place}].kept_copy", name))
                source["kept_copy"] = cleaned if cleaned in known else name
