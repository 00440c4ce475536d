"""One word says one thing: in the English lines, and in what each language makes of them."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from io import BytesIO

import pytest
from babel.messages.extract import extract
from django.utils import translation

from scripts.words import FOLDERS, KEYWORDS, forms, read_catalogue, real_messages, sources
from solidary.languages import BY_CODE

ONE_MEANING = {
    "A box has four whole numbers.": "the form and what keeps it, of a line that is none",
    "%(number)s more action": "actions of a month or a day that its page doesn't name",
    "%(number)s story": "how many stories a topic or a language has",
    "About us": "the about page",
    "Add a file": "to a contribution, by who sends it",
    "Add a mirror": "the page, and the way to it",
    "All stories": "the listing of a language",
    "To the desk": "away from a page that leads no further",
    "The file is larger than %(limit)s MB. Please use a smaller copy.": "of any file, whatever looks at it",
    "Audio": "a sound recording",
    "Back": "the way back without doing it",
    "Backups": "where the newsroom is put back from: panel, tab and fields",
    "Byline": "who a story is by, as readers are shown",
    "Checks": "what is asked of a story before it is published, and where that is shown",
    "Codebook": "the page that says what the chronicle's data mean, and the way to it",
    "Corrected on %(day)s": "the date of a correction",
    "Date": "the date of a story or of its correction",
    "Decide about marked blocks": "the act, and the way to it",
    "Declared by: %(who)s": "who declared a day",
    "Desk": "the editors' own pages",
    "Document": "a file for readers",
    "Faces may be shown": "a sender's consent",
    "HTTP headers": "what a server sends with each answer",
    "I have a receipt": "the page where it is typed in, and the way to it",
    "It has arrived": "what was sent is sealed and kept",
    "Its schedule and its review are cancelled.": "what happens to a story that leaves the site",
    "Language": "the language of a story or of an edition",
    "Languages": "the other languages a page is in",
    "Letterbox": "where strangers send photos and messages to the newsroom",
    "Mark as up to date": "the act on a translation",
    "Merge into another topic": "the act on a topic",
    "Mirrors": "the page, and the way to it",
    "My words may be quoted": "a sender's consent",
    "Name beside the photo": "what a sender wants to be called",
    "New story": "the button",
    "Newsroom": "the page of its settings",
    "Nothing has been published here yet.": "an empty listing",
    "Nothing was chosen.": "an editor pressed a button for chosen contributions, and there are none",
    "On the site": "the way to the readers' page",
    "Photo or file": "what is sent beside words",
    "Photo": "a picture of the library",
    "Photos": "pictures of the library",
    "Queue": "what was sent and waits for editors",
    "Reports of weaknesses": "what strangers write when they find one in the site's safety",
    "Draft a roundup": "the button of the queue, and the page it leads to",
    "Headline": "of a story",
    "Left out by you": "what an editor leaves out of a roundup: the reason, and the list",
    "Place": "a place on the map: of a block, or where a contribution is from",
    "Subscribe to this calendar": "what a reader's own calendar follows, of a topic or a place",
    "The chronicle as data": "the page of the files, and the way to it",
    "The day is not known.": "of an action, on its page and above those of its place",
    "This action isn't in the record any more.": "an action of the chronicle that is gone meanwhile",
    "The data of all topics, and the log of changes": "the way to the page of all data",
    "There is no headline.": "a story without one can’t be published, and no roundup is begun without one",
    "Where": "where something happened",
    "citing %(whom)s": "whom a report names as its source",
    "Wishes": "short messages on a wall: of the block, and its title",
    "Send photos and messages": "what the letterbox is for",
    "Send": "the button",
    "Skip to the text": "the first link of a page, for whoever can't see the rest at a glance",
    "Stories": "what the newsroom publishes",
    "Story": "what the newsroom publishes",
    "This topic was merged; its address leads readers to the other one.": "why it stays",
    "To the form": "the way to the letterbox's form",
    "To the front page": "the way to the front page of a language",
    "Topic": "a hashtag under which stories gather",
    "Topics": "hashtags under which stories gather",
    "Type a hashtag": "what to write in the field",
    "Video": "a moving picture",
    "What readers have saved can't be recalled: pages on phones and sticks, screenshots, prints.": (
        "what withdrawing can't do"
    ),
    "What was corrected": "the words of a correction",
    "What was withdrawn": "the page, and the way to it",
    "What you send is encrypted at once. Only our editors can open it.": "the first promise",
    "Withdrawn": "that readers no longer see a story",
    "Your contribution": "what somebody sent under one receipt",
    "Your words have arrived.": "what a sender wrote is sealed and kept",
    "Your words": "what a sender writes",
    "consent": "by what right a photo or a recording is published",
    "file": "the file of a thing of the library",
    "language": "the language of an edition or of a translation of words",
    "places": "where something happened",
    "release %(number)s": "the number of a release",
    "standfirst": "the sentence or two under a headline or a topic's name",
    "story": "what the newsroom publishes",
    "subtitles %(in_languages)s": "in which languages a recording is subtitled",
    "title": "what a thing of the library is called",
    "topic": "a hashtag under which stories gather",
    "topics": "hashtags under which stories gather",
    "You may not do this.": "what is said to whoever lacks a right",
    "Contribution": "what one sender sent",
    "Credit": "who is named beside a photo",
    "It was sent without a receipt: nobody could read a question.": "why nobody is asked",
    "Log of the queue": "the page, and the way to it",
    "Held back": "the page of what a restore holds back, and its table",
    "Restore as a draft": "the button that gives a withdrawn story back to the desk",
    "What": "what was withdrawn, in a table's head",
    "Newer": "the page before, of a list with the newest first",
    "Nothing waits.": "an empty queue",
    "Older": "the page after, of a list with the newest first",
    "Pages": "the ways to other pages of a list",
    "Place, as typed": "a sender's own words",
    "Day, as typed": "a sender's own words",
    "The desk doesn’t know what to do with this.": "an answer to a form that isn't ours",
    "The next": "contribution of the queue",
    "The one before": "contribution of the queue",
    "There is nothing like that.": "an empty list",
    "Without a topic": "what was sent to none",
    "Words may be quoted": "a sender's consent",
    "and %(count)s more": "the rest of a list",
    "The picture with faces covered": "the result, on its page and in a contribution",
    "There are too many boxes in the picture.": "the form and what keeps it, of more than are kept",
    "Confirm the faces as shown": "the button, and what its key does",
}
"""Lines that several files say without a context, each with the one thing it means in all of them."""
WITHDRAWING = (
    "Withdraw",
    "Withdraw the story",
    "Withdrawn",
    "What was withdrawn",
    "The story is withdrawn.",
    "withdrawn",
    "reason for withdrawing",
)
OTHERS_CANCEL = {"lt": "Atšaukti"}
"""Where the framework has no word for “Cancel” of its own, it is looked up; else this one."""
DU = re.compile(
    r"\b([Dd]u|[Dd]ich|[Dd]ir|[Dd]ein\w*)\b"
    r"|(?:^|[.:;!?] |„)(Hol|Gib|Lade?|Speichere?|Verschiebe?|Exportiere?|Sieh|Öffne|Wähle?|Nimm"
    r"|Schreibe?|Mache?|Setze?|Lies|Prüfe?|Lösche?|Melde|Frage?|Bitte um|Versuche?|Ändere?"
    r"|Füge?|Trage?|Führe?|Schließe?|Klicke?|Tippe?|Gehe?|Warte|Zeige?|Stelle?|Lege?|Starte)\b(?! Sie)"
)
"""Forms of address between friends: the pronouns, and commands without “Sie”."""


@cache
def said_in() -> dict[str, set[str]]:
    """Each line without a context → the files that say it."""
    found: dict[str, set[str]] = defaultdict(set)
    for domain in FOLDERS:
        for path, method, content in sources(domain):
            options = {"trimmed": "true", "encoding": "utf-8"}
            for _line, message, _comments, context in extract(
                method, BytesIO(content), keywords=KEYWORDS, options=options
            ):
                if not context:
                    one = message if isinstance(message, str) else message[0]
                    found[one].add(f"{domain} {path}")
    return found


def words_of(text: str) -> set[str]:
    return {word.casefold() for word in re.findall(r"[^\W\d_]{5,}", text)}


def test_a_line_that_several_pages_say_means_one_thing_or_has_a_context() -> None:
    shared = {line for line, files in said_in().items() if _several(files)}
    assert sorted(shared - set(ONE_MEANING)) == [], "give each a context, or say its one meaning"
    assert sorted(set(ONE_MEANING) - shared) == [], "nobody shares these any more"


def _several(files: set[str]) -> bool:
    """In one catalogue: readers' pages and the desk have words of their own."""
    counted: dict[str, int] = defaultdict(int)
    for one in files:
        counted[one.split()[0]] += 1
    return max(counted.values()) > 1


def test_what_a_person_and_a_place_are_called_are_two_words() -> None:
    for line, contexts in {
        "name": {"newsroom", "person", "place", "topic"},
        "credit": {"photo", "recording"},
        "kind": {"recording", "story", "subtitles"},
    }.items():
        known = real_messages(read_catalogue("django", "be"))
        assert {message.context for message in known if message.id == line} == contexts, line


@pytest.mark.parametrize("language", sorted(set(BY_CODE) - {"en"}))
def test_to_withdraw_is_never_to_cancel(language: str) -> None:
    with translation.override(language):
        cancelling = words_of(translation.gettext("Cancel"))
    cancelling |= words_of(OTHERS_CANCEL.get(language, ""))
    known = read_catalogue("django", language)
    stems = {word[:6] for word in cancelling}
    for line in WITHDRAWING:
        message = known.get(line)
        assert message, line
        said = words_of(" ".join(forms(message)))
        assert not [word for word in said if word[:6] in stems], (line, message.string)


def test_german_says_sie() -> None:
    for domain in FOLDERS:
        for message in real_messages(read_catalogue(domain, "de")):
            for form in forms(message):
                assert not DU.search(form), form


@pytest.mark.parametrize("line", ["Compare with the original", "Read the original on the site"])
def test_a_translation_is_made_from_an_original_and_not_from_a_source(line: str) -> None:
    for language in sorted(set(BY_CODE) - {"en"}):
        known = read_catalogue("django", language)
        source, message = known.get("source"), known.get(line)
        assert source and message
        stem = str(source.string).casefold()[:5]
        assert stem not in str(message.string).casefold(), message.string


@pytest.mark.parametrize("language", sorted(BY_CODE))
def test_no_line_begins_with_a_dash_because_the_space_before_it_broke(language: str) -> None:
    for domain in FOLDERS:
        for message in real_messages(read_catalogue(domain, language)):
            for form in forms(message):
                assert not re.search(r"(?<=\S) [—–] ", form), form
