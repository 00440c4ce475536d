"""Pictures the press has made don't outlive what they were made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from solidary.press.models import AssetFile
from solidary.press.publish import publish_full, publish_pending
from tests.press.archive import SMALL, newsroom, photo, story

pytestmark = pytest.mark.django_db


def _kept(home: Path) -> set[str]:
    press = home / "press"
    return {path.relative_to(press).as_posix() for path in press.glob("p/**/*") if path.is_file()}


def test_a_full_publish_removes_pictures_of_a_replaced_photo_and_what_a_kill_left(
    home: Path,
) -> None:
    newsroom()
    picture, other = photo("red"), photo("blue")
    story(body=[("gallery", {"caption": "", "photos": [picture, other]})])
    publish_pending(rules=SMALL)
    before = _kept(home)
    draft = home / "press" / f"{min(before)}.part"
    draft.write_bytes(b"half a picture")
    picture.file = ContentFile((home / "files" / photo("green").file.name).read_bytes(), "new.png")
    picture.save()
    publish_pending(rules=SMALL)
    assert before < _kept(home)
    publish_full(rules=SMALL)
    assert _kept(home) == set(AssetFile.objects.values_list("href", flat=True))
    assert len(_kept(home) & before) == 1
    assert not draft.exists()
