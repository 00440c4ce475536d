from django.db import migrations

from solidary.stories.search.schema import KeepWords


class Migration(migrations.Migration):
    """Tables of words; the stories' own tables are not touched, only named by their keys."""

    initial = True
    dependencies = []
    operations = [KeepWords()]
