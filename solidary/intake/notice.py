"""What the letterbox is to know of the newsroom, from the record."""

from __future__ import annotations

from datetime import timedelta

from solidary.intake.models import Contribution, IntakeSettings, State, TopicSwitches
from solidary.intake.strongroom import current_desk_keys, current_strongroom
from solidary.sealing.bag.carrier import Carrier
from solidary.sealing.bag.notice import FILE, MOST, Notice, Reply, TopicChoice, write_notice
from solidary.sealing.disk import today
from solidary.sealing.faults import NotInBagError, SealingError
from solidary.stories.models import Newsroom, Story

PUBLISHED, DELETED = "published", "deleted"
"""What a sender hears besides the states of a contribution."""
MOST_ASKED = 12 * 1024 * 1024
"""Signs of all questions together: a notice that is too long would be read by no letterbox, so those to
the oldest contributions are left out."""
SAID = timedelta(days=90)
"""How long a sender hears of something that it is deleted."""


def current_notice() -> Notice:
    """The notice as the record has it now; without keys, which keeps the letterbox closed, while
    there are too few or one can't be read."""
    newsroom, chosen = Newsroom.load(), IntakeSettings.load()
    try:
        recipients = current_desk_keys().recipients().keys
    except SealingError:
        recipients = ()
    languages = tuple(newsroom.languages)
    addresses = {
        "site": newsroom.address, "letterbox": newsroom.letterbox_address,
        "onion": newsroom.letterbox_onion,
    }  # fmt: skip
    return Notice(
        recipients=recipients,
        newsroom=dict.fromkeys(languages, newsroom.name),
        languages=languages,
        topics=tuple(_topics(languages)),
        addresses={name: address for name, address in addresses.items() if address},
        accent=newsroom.accent_color,
        paused=chosen.paused,
        replies=_replies(),
    )


def tell_letterbox(carrier: Carrier) -> bool:
    """Put the notice into the bag where another is there; whether it was put.

    What is there is read each time: whoever changed it on the way is answered within a round.
    Raises CarrierError, EnvelopeRefusedError.
    """
    notice = current_notice()
    try:
        if carrier.read(FILE, MOST) == notice.text():
            return False
    except NotInBagError:
        pass
    write_notice(carrier, notice)
    return True


def _topics(languages: tuple[str, ...]) -> list[TopicChoice]:
    asked = TopicSwitches.objects.filter(asks=True, topic__merged_into=None)
    rows = asked.select_related("topic").prefetch_related("topic__names")
    return [
        TopicChoice(
            row.topic.address,
            {
                **dict.fromkeys(languages, row.topic.hashtag),
                **{name.language: name.name for name in row.topic.names.all()},
            },
        )
        for row in rows.order_by("topic__hashtag_key")
    ]


def _replies() -> dict[str, Reply]:
    public = Story.objects.published().values("address")
    published = set(
        Contribution.objects.filter(envelopes__items__uses__story__in=public).values_list(
            "pk", flat=True
        )
    )
    gone = current_strongroom().gone_since(today() - SAID)
    replies = {ref: Reply(DELETED) for ref in gone}
    left = MOST_ASKED
    for row in Contribution.objects.prefetch_related("questions").order_by("-came_on", "ref"):
        asked = tuple(each.sealed for each in row.questions.all())
        left -= sum(map(len, asked))
        replies[row.ref] = Reply(_said(row, row.pk in published), asked if left > 0 else ())
    return dict(sorted(replies.items()))


def _said(row: Contribution, published: bool) -> str:
    if row.state == State.WITHDRAWN:
        return DELETED
    if published:
        return PUBLISHED
    # Whether somebody is asked shows by the questions.
    return str(State.WAITING) if row.state == State.ASKED else str(row.state)
