"""The model of a mirror is the mirrors' own now; its table stays (mirrors.0001)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("press", "0006_mirror_emptying"), ("mirrors", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Mirror")])
    ]
