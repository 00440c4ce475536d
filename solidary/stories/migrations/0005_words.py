import solidary.stories.models.story
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stories', '0004_newsroom_per_language'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='documentwords',
            options={'ordering': ['language'], 'verbose_name': 'title of a document in another language', 'verbose_name_plural': 'titles of documents in other languages'},
        ),
        migrations.AlterModelOptions(
            name='photowords',
            options={'ordering': ['language'], 'verbose_name': 'caption of a photo in another language', 'verbose_name_plural': 'captions of photos in other languages'},
        ),
        migrations.AlterModelOptions(
            name='videowords',
            options={'ordering': ['language'], 'verbose_name': 'title of a recording in another language', 'verbose_name_plural': 'titles of recordings in other languages'},
        ),
        migrations.AlterField(
            model_name='photo',
            name='illustration',
            field=models.BooleanField(default=False, help_text='Drawn, not photographed; readers see “Illustration”.', verbose_name='illustration'),
        ),
        migrations.AlterField(
            model_name='story',
            name='day',
            field=models.DateField(blank=True, help_text='The date readers see. If empty: the date of publication.', null=True, verbose_name='date'),
        ),
        migrations.AlterField(
            model_name='story',
            name='sequence',
            field=models.IntegerField(default=0, help_text='If several stories of one day have no time, the one with the highest number comes first.', verbose_name='order within the day'),
        ),
        migrations.AlterField(
            model_name='story',
            name='subtitle_languages',
            field=models.JSONField(blank=True, default=solidary.stories.models.story._no_languages, verbose_name='languages of the subtitles'),
        ),
        migrations.AlterField(
            model_name='story',
            name='time',
            field=models.TimeField(blank=True, help_text="In the newsroom's time zone; may stay empty.", null=True, verbose_name='time'),
        ),
    ]
