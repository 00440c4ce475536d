"""Due pages by kind and key, listings by kind and key, and plainer names.

Entries and counts are made anew by the full publish that is asked for here; standings and files
stay, since they tell what left the release in between.
"""

from django.db import migrations, models


def ask_for_a_full_publish(apps, schema_editor):
    Journal = apps.get_model("press", "Journal")
    Journal.objects.filter(kind="everything").delete()
    Journal.objects.filter(kind="media").update(kind="recording")
    if apps.get_model("press", "ReleaseState").objects.exists():
        Journal.objects.create(kind="full publish")


def call_media_recordings(apps, schema_editor):
    for name in ("Use", "Asset", "AssetFile", "Withdrawal"):
        apps.get_model("press", name).objects.filter(kind="media").update(kind="recording")


class Migration(migrations.Migration):
    dependencies = [("press", "0007_mirrors_leave")]

    operations = [
        migrations.DeleteModel("DuePage"),
        migrations.DeleteModel("Entry"),
        migrations.DeleteModel("ShelfCount"),
        migrations.CreateModel(
            name="DuePage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=24)),
                ("key", models.CharField(max_length=255)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "key"), name="due_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("story_id", models.BigIntegerField(db_index=True)),
                ("kind", models.CharField(max_length=8)),
                ("key", models.CharField(max_length=16)),
                ("language", models.CharField(max_length=12)),
                ("sort_key", models.CharField(max_length=48)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["kind", "key", "language", "sort_key"], name="entries_in_order"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ArchiveCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                ("key", models.CharField(max_length=16)),
                ("language", models.CharField(max_length=12)),
                ("level", models.PositiveSmallIntegerField()),
                ("part", models.CharField(max_length=10)),
                ("stories", models.PositiveIntegerField()),
                ("newest", models.CharField(default="", max_length=48)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("level", 0)),
                        fields=["language", "newest"],
                        name="listings_by_newest",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "key", "level", "language", "part"),
                        name="one_archive_count",
                    )
                ],
            },
        ),
        migrations.RenameField("Standing", "place", "sort_key"),
        migrations.RenameField("Standing", "kin", "translation_key"),
        migrations.RenameField("TopicStanding", "print", "fingerprint"),
        migrations.RenameField("ReleaseState", "edition", "templates"),
        migrations.RemoveConstraint("Stocked", "stocked_once"),
        migrations.RenameModel("Stocked", "Asset"),
        migrations.RenameModel("StockFile", "AssetFile"),
        migrations.AlterField("Journal", "kind", models.CharField(max_length=16)),
        migrations.AlterField("Use", "kind", models.CharField(max_length=16)),
        migrations.AlterField("Asset", "kind", models.CharField(max_length=16)),
        migrations.AlterField("AssetFile", "kind", models.CharField(max_length=16)),
        migrations.AlterField("Withdrawal", "kind", models.CharField(max_length=16)),
        migrations.AddConstraint(
            "Asset", models.UniqueConstraint(fields=("kind", "ref"), name="asset_once")
        ),
        migrations.RunPython(call_media_recordings, migrations.RunPython.noop),
        migrations.RunPython(ask_for_a_full_publish, migrations.RunPython.noop),
    ]
