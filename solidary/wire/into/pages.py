"""The stories of a page: known by their words, under the page's topic, in the page's order."""

from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings

from solidary.languages import BY_CODE
from solidary.languages.guessing import Guess, guess_language, looks_foreign
from solidary.stories.languages import locale_of
from solidary.stories.models import Newsroom, Topic, TopicName
from solidary.stories.possible_days import Days, keep_possible_days
from solidary.wire.errors import LineError, WireError
from solidary.wire.format import Line, Page
from solidary.wire.into import in_bin
from solidary.wire.into.guard import faults_as_line_errors
from solidary.wire.into.identity import ByWords, Named, Under, Waiting, words_of
from solidary.wire.into.languages import choose_languages
from solidary.wire.into.old_addresses import with_its_address
from solidary.wire.into.order import Listed, put_in_order, timed_days
from solidary.wire.into.report import Report
from solidary.wire.into.stories import Ready, StoriesIn
from solidary.wire.into.topics import topic_for
from solidary.wire.records import called, checked


@dataclass(slots=True)
class _Item:
    """A story of the page. `ready`: what it becomes, None for one that is here already."""

    waiting: Waiting
    listed: Listed
    named: Named
    days: Days
    ready: Ready | None = None


def _tell_apart(items: list[_Item]) -> None:
    """“Press review of the week” twice on a day: the older is known by its headline, as it was when
    it stood alone, the newer ones by their standfirsts besides."""
    below: set[tuple[str, date | None]] = set()
    for item in reversed(items):
        same = (words_of(item.named.headline), item.named.day)
        if same in below:
            item.named = replace(item.named, besides=item.waiting.line.get("standfirst", ""))
        below.add(same)


class PageIn:
    """Takes in one page, once all of its `lines` are there."""

    def __init__(self, page: Page, stories: StoriesIn, report: Report) -> None:
        self.page, self.stories, self.report = page, stories, report
        self.lines: list[Line] = []
        self.newsroom = Newsroom.load()

    def take(self) -> None:
        """Add the stories that the record does not have yet. Raises WireError."""
        language = self._language()
        hashtag, topic = self._topic()
        under = Under(language, locale_of(language), hashtag, topic)
        items = self._items(under)
        put_in_order([item.listed for item in items], under.places_on)
        self.stories.add([item.ready for item in items if item.ready])
        keep_possible_days(
            {one.ready.key: one.days for one in items if one.ready and one.ready.key and one.days}
        )
        for item in items:
            if item.ready:
                self.stories.tell(item.ready)
            else:
                waiting = item.waiting
                self.report.add(waiting.number, "unchanged", name=waiting.line["headline"])
        self.report.notes.extend(self.page.notes)
        account = self.page.account
        if account:
            account.update(topic=f"#{topic.hashtag}" if topic else None, language=language)
            self.report.details.update(account)

    def _items(self, under: Under) -> list[_Item]:
        """The stories of the page, those that are here already among them."""
        items = []
        for line in self.lines:
            try:
                fields = checked({**with_its_address(line), "language": under.language})
            except LineError as problem:
                name = called(line.record)
                self.report.add(line.number, "left out", name=name, why=str(problem))
                continue
            listed = Listed(words_of(fields["headline"]), fields.get("day"), fields.get("time"))
            named = Named(fields["headline"], fields.get("day"))
            items.append(_Item(Waiting(line.number, fields, line.hint), listed, named, line.days))
        _tell_apart(items)
        here = ByWords([one.named for one in items], under)
        timed = timed_days([one.listed for one in items])
        return [item for item in items if self._made_ready(item, here, timed)]

    def _made_ready(self, item: _Item, here: ByWords, timed: set[date]) -> bool:
        """Whether an item stays among those of the page, with its row where it is new."""
        line, day = item.waiting.line, item.listed.day
        if here.is_here(item.named):
            return True
        keys = here.keys(item.named)
        if any(self.stories.in_bin.holds({"import_key": key}) for key in {*keys}):
            self.report.add(
                item.waiting.number, in_bin.OUTCOME, name=line["headline"], why=in_bin.WHY
            )
            return False
        why = f"no day: {item.waiting.why}" if item.waiting.why else "the listing names no day"
        said = {
            **line,
            "day": day,
            "time": item.listed.clock if day in timed else None,
            "import_key": keys[0],
        }
        waiting = Waiting(item.waiting.number, said, "" if day else why)
        try:
            with faults_as_line_errors():
                item.ready = self.stories.settled(waiting)
        except LineError as problem:
            self.stories.left_out(waiting, problem)
            return False
        row = item.listed.row = item.ready.row
        row.topics = [here.under.topic.pk] if here.under.topic else []
        return True

    def _language(self) -> str:
        """What --language says, else what the text looks like among the newsroom's languages."""
        names = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
        chosen = [one.language for one in self.newsroom.per_language.all()]
        wanted = self.page.language
        if wanted and wanted not in names:
            raise WireError(f"“{wanted}” is no language code this desk knows, such as be or pl.")
        text = "\n".join(
            f"{line.record.get('headline', '')}\n{line.record.get('standfirst', '')}"
            for line in self.lines
        )
        foreign = looks_foreign(text, chosen) if chosen and not wanted else ""
        if foreign:
            raise WireError(
                f"This listing looks like {names[foreign]} ({foreign}), which is not one of the "
                f"newsroom's languages ({', '.join(chosen)}): add it at the desk under Settings, "
                f"Newsroom, or insist with --language {foreign}."
            )
        among = chosen or list(BY_CODE)
        guess = Guess(wanted, "as asked for") if wanted else guess_language(text, among)
        if not guess.language:
            raise WireError(
                f"The language can't be told: {guess.why}. Say it with --language, such as "
                f"--language {among[0]}."
            )
        self.report.notes.append(f"Language: {guess.language}, {guess.why}.")
        choose_languages(self.newsroom, [guess.language], self.report)
        return guess.language

    def _topic(self) -> tuple[str, Topic | None]:
        """The page's hashtag and topic: by hashtag or alias through merges; a heading without #
        by the name of a topic."""
        hashtag = self.page.hashtag.lstrip("#")
        if hashtag:
            if not all(letter.isalnum() or letter == "_" for letter in hashtag):
                raise WireError(
                    f"“#{hashtag}” is no hashtag: it may hold letters, digits and “_”. "
                    "Say another one with --topic."
                )
            made: set[str] = set()
            topic = topic_for(hashtag, made)
            if made:
                self.report.add(0, "added", "topic", f"#{topic.hashtag}")
            elif topic.hashtag.casefold() != hashtag.casefold():
                self.report.notes.append(f"#{hashtag} leads to #{topic.hashtag}.")
            return hashtag, topic
        heading = self.page.heading
        named = TopicName.objects.filter(name__iexact=heading).first() if heading else None
        if named is not None:
            topic = named.topic.after_merges
            return topic.hashtag, topic
        self.report.notes.append(
            "The listing names no topic; the stories have none. Say one with --topic."
        )
        return "", None
