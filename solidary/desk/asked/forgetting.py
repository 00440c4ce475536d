"""What writers asked for of a thing goes when that is deleted for good: it has its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from solidary.stories.bin.emptying import ended

if TYPE_CHECKING:
    from solidary.stories.models import Binned


def listen() -> None:
    ended.connect(forget, dispatch_uid="desk.asked.forget")


def forget(binned: Binned, **_: Any) -> None:
    from solidary.desk.asked.models import AskedChange

    AskedChange.objects.filter(kind=binned.kind, ref=binned.ref).delete()
