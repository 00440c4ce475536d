"""Marks that newsrooms put into headlines: “(ENG video)”, «(Фото)», “[wideo]”, “| Video”.

A mark is read, never removed: the headline keeps it to the letter.
"""

import re
from functools import cache

from solidary.wire.listing.calendar import fold
from solidary.wire.listing.model import Marks

MEDIA: dict[str, str] = {
    "video": "video videos film films clip footage відэа видео відео видеоролик wideo filmik nagranie"
    " vaizdo filmas відэё вiдэа videointerview видеосюжет videosiužetas",
    "audio": "audio podcast аўдыё аудио аудіо падкаст подкаст podkast garso tinklalaidė dźwięk radio",
    "photos": "photo photos pictures images gallery galleries фота фото фотаздымкі снимки фотографии"
    " фотарэпартаж фоторепортаж фотогалерея фотагалерэя галерэя галерея zdjęcia zdjęć fot foto fotos"
    " fotogaleria galeria galerie bilder bildergalerie fotostrecke fotogalerie nuotraukos nuotraukų"
    " nuotr fotogalerija galerija photogallery slideshow здымкі світлини",
}
LANGUAGES: dict[str, str] = {
    "en": "en eng english англ английском английский английски англійская англійскай англ."
    " англійською англійська angielsku angielski ang angielsk anglų angliškai englisch englischer",
    "be": "be bel belarusian бел беларуская беларускай беларуску белорусском білоруською"
    " białorusku białoruski baltarusių belarussisch belarusisch блр",
    "ru": "ru rus russian рус русском русский руску руская рускай російською rosyjsku rosyjski"
    " rusų russisch",
    "uk": "uk ukr ua ukrainian укр украинском українською украінскай ukraińsku ukraiński ukrainiečių"
    " ukrainisch",
    "pl": "pl pol polish пол польском польскай польською polsku polski lenkų polnisch",
    "lt": "lt lit lithuanian літ литовском литоўскай литовською litewsku litewski lietuvių litauisch",
    "de": "de ger deu german нем немецком нямецкай німецькою niemiecku niemiecki vokiečių deutsch"
    " deutscher",
}
SUBTITLES = (
    "sub subs subtitle subtitles subtitled captions субтитры субтитрами субтитров субтитри субтитрів"
    " субцітры субцітрамі субтытры napisy napisami napisów subtitrai subtitrais untertitel untertiteln ut"
)
JOINING = (
    "in with and the a of by from full + & на з с і и и й у в по języku języka język z i w po su ir"
    " mit und auf in kalba мове мовай языке языком мовою мова exclusive new"
)
BRACKETS = re.compile(r"[(\[（]([^()\[\]（）]{2,60})[)\]）]")
TAIL = re.compile(r"(?:\s[|–—•·/-]\s|\s?[:|]\s|\.\s|\s\+\s?)([^|–—•·:.]{2,40})$")
HEAD = re.compile(r"^([^|:\[(]{2,30}?)\s?[|:]\s")
TOKEN = re.compile(r"[^\W\d_]+")


def read_marks(headline: str) -> Marks:
    """The media a headline announces in brackets, after a dash or bar at its end, or before one."""
    groups = [match[1] for match in BRACKETS.finditer(headline)]
    found = [marks for group in groups if (marks := _marks_of(group, brackets=True))]
    bare = BRACKETS.sub("", headline).strip()
    for pattern in (TAIL, HEAD):
        match = pattern.search(bare)
        if match and (marks := _marks_of(match[1], brackets=False)):
            found.append(marks)
    return Marks(
        video=any(marks.video for marks in found),
        audio=any(marks.audio for marks in found),
        photos=any(marks.photos for marks in found),
        spoken=tuple(dict.fromkeys(code for marks in found for code in marks.spoken)),
        subtitles=tuple(dict.fromkeys(code for marks in found for code in marks.subtitles)),
    )


@cache
def _meanings() -> dict[str, str]:
    known = {fold(w): f"media:{name}" for name, all_ in MEDIA.items() for w in all_.split()}
    known |= {fold(w): f"language:{code}" for code, all_ in LANGUAGES.items() for w in all_.split()}
    known |= {fold(w): "subtitles" for w in SUBTITLES.split()}
    for word in JOINING.split():
        known.setdefault(fold(word), "joining")
    return known


def _marks_of(group: str, *, brackets: bool) -> Marks:
    """The marks in a few words; outside brackets every word has to belong to a mark."""
    meanings = [_meanings().get(fold(word), "") for word in TOKEN.findall(group)]
    media = {meaning[6:] for meaning in meanings if meaning.startswith("media:")}
    foreign = meanings.count("")
    if not media or len(meanings) > 6 or foreign > (2 if brackets else 0):
        return Marks()
    spoken: list[str] = []
    subtitles: list[str] = []
    for position, meaning in enumerate(meanings):
        if meaning.startswith("language:"):
            near = meanings[max(0, position - 3) : position + 2]
            own = "subtitles" in near
            (subtitles if own else spoken).append(meaning[9:])
    heard = bool(media & {"video", "audio"})
    return Marks(
        video="video" in media,
        audio="audio" in media,
        photos="photos" in media,
        spoken=tuple(dict.fromkeys(spoken)) if heard else (),
        subtitles=tuple(dict.fromkeys(subtitles)) if "video" in media else (),
    )
