"""Stories get the moment of their last significant change, and lose moments that were made up.

Until now an import that named no moment counted a story as first published when its day began, or
at its time. Such a moment is taken away, for nobody noted one, unless it is of today. What was published at the desk keeps the
one it has, to the microsecond. A corrected story gets the moment of its correction: that of its
last publishing where that was on the same day, else the last minute of the day.
"""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from django.db import migrations, models
from django.utils import timezone

BATCH = 1_000


def keep_what_was_noted(apps, schema_editor):
    Story = apps.get_model("stories", "Story")
    newsroom = apps.get_model("stories", "Newsroom").objects.first()
    zone = ZoneInfo(newsroom.time_zone) if newsroom else UTC
    rows = Story.objects.filter(first_published_at__isnull=False).values_list(
        "pk", "day", "time", "first_published_at"
    )
    made_up = [
        key for key, day, at, moment in rows.iterator(BATCH) if _is_made_up(day, at, moment, zone)
    ]
    corrected = Story.objects.filter(corrected_on__isnull=False, last_published_at__isnull=False)
    updated = [
        Story(pk=key, updated_at=_corrected(day, first, last, zone))
        for key, day, first, last in corrected.values_list(
            "pk", "corrected_on", "first_published_at", "last_published_at"
        )
    ]
    for start in range(0, len(made_up), BATCH):
        Story.objects.filter(pk__in=made_up[start : start + BATCH]).update(first_published_at=None)
    Story.objects.bulk_update(updated, ["updated_at"], batch_size=200)


def _is_made_up(day, at, moment, zone):
    here = moment.astimezone(zone)
    if here.date() >= timezone.now().astimezone(zone).date():
        return False
    return here.time() == time(0) or (here.date(), here.time()) == (day, at)


def _corrected(day, first, last, zone):
    begins, ends = (datetime.combine(day, at, tzinfo=zone) for at in (time(0), time(23, 59)))
    moments = [ends, timezone.now()]
    if begins <= last and (first is None or last > first):
        moments.append(last)
    return min(moments)


class Migration(migrations.Migration):
    dependencies = [("stories", "0005_words")]

    operations = [
        migrations.AddField(
            model_name="story",
            name="updated_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(keep_what_was_noted, migrations.RunPython.noop),
    ]
