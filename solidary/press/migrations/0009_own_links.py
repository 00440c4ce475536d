"""Which pages and files of the release a story's words lead to, entered by a full publish."""

from django.db import migrations, models


def ask_for_a_full_publish(apps, schema_editor):
    if apps.get_model("press", "ReleaseState").objects.exists():
        apps.get_model("press", "Journal").objects.create(kind="full publish")


class Migration(migrations.Migration):
    dependencies = [("press", "0008_page_kinds")]

    operations = [
        migrations.CreateModel(
            name="OwnLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("story_id", models.BigIntegerField(db_index=True)),
                ("address", models.CharField(db_index=True, max_length=255)),
            ],
        ),
        migrations.RunPython(ask_for_a_full_publish, migrations.RunPython.noop),
    ]
