"""On what terms the chronicle's data may be used, and how to cite them: two files beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from solidary.press.data.package import GEONAMES, LICENCE, LICENCE_NAME, LICENCE_PAGE
from solidary.press.drawing.composer import Composer
from solidary.press.kinds.action_parts import OF_ALL
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import Part
from solidary.press.reading.text import clean
from solidary.release import addresses as at

LICENCE_FILE = "LICENSE.txt"
CITATION_FILE = "CITATION.cff"


class DataTerms(PageKind):
    """Key: the file's name. Both say the newsroom's name, and when that changes, everything is due."""

    name = "data terms"
    section = unit = OF_ALL

    def address(self, *key: str) -> str:
        return at.CHRONICLE + key[0]

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        yield (LICENCE_FILE,)
        yield (CITATION_FILE,)

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        publisher = " ".join(clean(composer.newsroom.name).split())
        return (_licence(publisher) if key[0] == LICENCE_FILE else _citation(publisher)).encode()


def _licence(publisher: str) -> str:
    return f"""The chronicle of {publisher} as data: tables, maps, and the log of changes.

Licence: {LICENCE_NAME} ({LICENCE})
{LICENCE_PAGE}
The whole text: {LICENCE_PAGE}legalcode

You may copy, change and pass on these data, for any purpose, if you name {publisher}, link to
the licence, and say what you have changed.

Places, and where they lie, are from {GEONAMES["title"]} ({GEONAMES["path"]}), under the same licence.
Stories, photos and recordings are not part of the data: what words of them are in it is quoted.

An action that is withdrawn leaves these files. Please take it out of your copies, too: the log
of changes says which it was.
"""


def _citation(publisher: str) -> str:
    """In the Citation File Format 1.2.0. A host and a day are left out: a release has neither."""
    said = json.dumps(publisher, ensure_ascii=False)  # a string of JSON is one of YAML
    title = json.dumps(f"The chronicle of {publisher}", ensure_ascii=False)
    return f"""cff-version: 1.2.0
message: "Please cite these data, with the day of your copy and the ids of the actions."
type: dataset
title: {title}
authors:
  - name: {said}
license: {LICENCE}
license-url: "{LICENCE_PAGE}"
keywords:
  - protest
  - event data
  - crowd size
"""
