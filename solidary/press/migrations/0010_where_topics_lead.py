"""Where a merged topic leads, so that what leads there is found when it leads elsewhere."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("press", "0009_own_links")]

    operations = [
        migrations.AddField(
            model_name="topicstanding",
            name="leads_to",
            field=models.CharField(default="", max_length=16),
        ),
    ]
