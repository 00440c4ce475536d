from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mirrors", "0002_faults")]

    operations = [
        migrations.AddField("mirror", "linked", models.PositiveIntegerField(default=0)),
    ]
