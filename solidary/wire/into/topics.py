"""Which topic a hashtag or an address leads to."""

from collections.abc import Collection, Mapping

from django.db import transaction

from solidary.stories.hashtags import folded
from solidary.stories.models import Topic, TopicName


def topic_for(hashtag: str, made: set[str]) -> Topic:
    """The topic a hashtag leads to through aliases and merges; a new one where there is none."""
    topic = Topic.objects.for_hashtag(hashtag)
    if topic is None:
        with transaction.atomic():
            topic = Topic.objects.create(hashtag=hashtag.lstrip("#"))
        made.add(topic.hashtag)
    return topic


def name_topics(made: Collection[str], names: Mapping[str, Mapping[str, str]]) -> None:
    """Call topics that an import made by the names their archive has for them. `names`: hashtag →
    language → name."""
    said = {folded(hashtag): names[hashtag] for hashtag in names}
    keys = {folded(hashtag) for hashtag in made} & said.keys()
    TopicName.objects.bulk_create(
        TopicName(topic_id=key, language=language, name=name[:120], sort_order=place)
        for key, hashtag in Topic.objects.filter(hashtag_key__in=keys).values_list(
            "pk", "hashtag_key"
        )
        for place, (language, name) in enumerate(said[hashtag].items())
    )


def topic_keys() -> dict[str, int]:
    """Address → key of every topic, merged ones leading to what they became."""
    topics = Topic.objects.after_merges().items()
    return {topic.address: end.pk for topic, end in topics}
