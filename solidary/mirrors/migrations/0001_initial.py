"""The model of a mirror leaves the press; its table stays where it is, so no row moves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("press", "0006_mirror_emptying")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Mirror",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, unique=True)),
                        ("kind", models.CharField(max_length=8)),
                        ("place", models.CharField(max_length=500)),
                        ("address", models.CharField(blank=True, max_length=300)),
                        ("onion", models.CharField(blank=True, max_length=300)),
                        ("dangerous", models.BooleanField(default=False)),
                        ("profile", models.CharField(default="none", max_length=16)),
                        ("options", models.JSONField(default=dict)),
                        ("retired_at", models.DateTimeField(null=True)),
                        ("emptying", models.BooleanField(default=False)),
                        ("sequence", models.PositiveBigIntegerField(default=0)),
                        ("root", models.CharField(blank=True, max_length=64)),
                        ("behind", models.PositiveBigIntegerField(default=0)),
                        ("synced_at", models.DateTimeField(null=True)),
                        ("checked_at", models.DateTimeField(null=True)),
                        ("checked_from", models.CharField(blank=True, max_length=80)),
                        ("state", models.CharField(blank=True, max_length=16)),
                        ("problem", models.CharField(blank=True, max_length=300)),
                        ("failures", models.PositiveIntegerField(default=0)),
                        ("next_try", models.DateTimeField(null=True)),
                        ("confirmed", models.PositiveBigIntegerField(default=0)),
                        ("confirmed_at", models.DateTimeField(null=True)),
                    ],
                    options={"ordering": ("name",), "db_table": "press_mirror"},
                ),
            ],
        ),
    ]
