from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mirrors', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='mirror',
            name='facts',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='mirror',
            name='fault',
            field=models.CharField(blank=True, max_length=24),
        ),
    ]
