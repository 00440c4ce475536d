"""Which topic a hashtag or an address leads to."""

from django.db import transaction

from solidary.stories.models import Topic


def topic_for(hashtag: str, made: set[str]) -> Topic:
    """The topic a hashtag leads to through aliases and merges; a new one where there is none."""
    topic = Topic.objects.for_hashtag(hashtag)
    if topic is None:
        with transaction.atomic():
            topic = Topic.objects.create(hashtag=hashtag.lstrip("#"))
        made.add(topic.hashtag)
    return topic


def topic_keys() -> dict[str, int]:
    """Address → key of every topic, merged ones leading to what they became."""
    topics = Topic.objects.after_merges().items()
    return {topic.address: end.pk for topic, end in topics}
