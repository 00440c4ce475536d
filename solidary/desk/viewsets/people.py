"""Who wrote what, and where: what the list of stories is filtered by."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, QuerySet
from django.db.models.functions import Cast
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.models import Revision

from solidary.stories.models import Byline, PlaceName, Story


def authors() -> list[tuple[int, str]]:
    """Key and name of everybody who has an account."""
    people = get_user_model().objects.all()
    return sorted(((one.pk, user_display_name(one)) for one in people), key=lambda one: one[1])


def places() -> list[tuple[int, str]]:
    """Key and first name of every place, in the order of these names; one question for all."""
    named = PlaceName.objects.order_by("-sort_order", "-pk").values_list("place", "name")
    return sorted(dict(named).items(), key=lambda one: one[1])


def bylines_with(words: str) -> list[str]:
    """Names in bylines that have these letters in them, in whatever case: SQLite compares only
    Latin letters without accents so."""
    wanted = words.strip().casefold()
    names = Byline.objects.order_by().values_list("name", flat=True).distinct()
    return [name for name in names if wanted in name.casefold()]


def written_by(user: int) -> QuerySet[Revision]:
    """The keys of the stories of which somebody has saved a version; to be asked within another
    question."""
    versions = Revision.objects.filter(
        user=user, base_content_type=ContentType.objects.get_for_model(Story)
    )
    return versions.values_list(Cast("object_id", BigIntegerField()), flat=True)
