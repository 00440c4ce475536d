"""Example sheets of the reader's site: one of everything a page may have to carry.

The words of a language are given once, in `VOICES`; every page is built from them, so that
each template is seen in Latin, Cyrillic and right-to-left writing alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time

from markupsafe import Markup

from solidary.press.sheets import (
    AboutSheet,
    Byline,
    Edition,
    FrontSheet,
    Item,
    Link,
    ListingSheet,
    Marks,
    Masthead,
    MissingSheet,
    Page,
    Picture,
    RedirectSheet,
    Rendition,
    Shelf,
    SourceLine,
    StorySheet,
    TopicLink,
    TopicTeaser,
)
from solidary.site.words import direction, own_name

LANGUAGES = ("en", "be", "ru", "uk", "pl", "lt", "de")
RIGHT_TO_LEFT = ("ar", "fa", "he")
WIDTHS = (240, 480, 960, 1440)
DRAWINGS = 8
STYLESHEET = "a/style.css"
ICON = "a/icon.svg"


@dataclass(frozen=True, slots=True)
class Voice:
    """A newsroom and its story in one language."""

    newsroom: str
    tagline: str
    topic: str
    standfirst: str
    headlines: tuple[str, ...]
    summary: str
    paragraph: str
    quote: str
    who: str
    cities: tuple[str, ...]
    caption: str
    credit: str


EN = Voice(
    "Free Sheet",
    "News of Belarus and its neighbours, written in four countries",
    "Solidarity with Belarus",
    "Belarusians abroad stand by those at home. We have gathered their photos and messages.",
    (
        "Sixty cities, one evening: how Belarusians abroad marked the Day of Solidarity",
        "Polish president speaks to Belarusians on the anniversary of the August Accords",
        "Flowers instead of bars: wishes for Women’s Day",
        "Over two hundred people form a living chain along Gediminas Avenue",
        "Diplomats meet relatives of political prisoners in Minsk",
        "“We will not stop”: three days with the choir that sings outside embassies",
        "Konstantinopolitanischerdudelsackpfeifergesellenverein joins the march in Vienna",
    ),
    "People came with white-red-white flags, umbrellas and thermos flasks; the youngest was four.",
    "The line began at the cathedral and ended at the river. <b>Nobody had been told where to "
    "stand</b>; people simply took the next free hand. “It held for twenty minutes,” said the "
    "organisers, who had hoped for ten. Passers-by asked what the flag meant and some of them "
    "stayed. A tram driver <a href='https://example.org/tram'>rang his bell</a> all the way to "
    "the bridge.",
    "I have not been home for four years. Tonight home came to the square and held my hand.",
    "Alena",
    ("Vilnius", "Warsaw", "Białystok", "Kyiv", "Berlin"),
    "The line reached the river before the lamps were lit",
    "Photo sent by readers",
)

BE = Voice(
    "Вольны Аркуш",
    "Навіны Беларусі і суседзяў, напісаныя ў чатырох краінах",
    "Салідарнасць з Беларуссю",
    "Беларусы за мяжой падтрымліваюць тых, хто дома. Мы сабралі іх фотаздымкі і пасланні.",
    (
        "Шэсцьдзясят гарадоў, адзін вечар: як беларусы замежжа адзначылі Дзень салідарнасці",
        "Прэзідэнт Польшчы звярнуўся да беларусаў у гадавіну Жнівеньскіх пагадненняў",
        "Кветкі замест кратаў: віншаванні з Днём жанчын",
        "Больш за дзвесце чалавек сталі ў жывы ланцуг на праспекце Гедыміна",
        "Дыпламаты сустрэліся ў Мінску са сваякамі палітвязняў",
        "«Мы не спынімся»: тры дні з хорам, які спявае каля амбасадаў",
        "Самаарганізаваныя і незарэгістраваныя: што стаіць за дваровымі чатамі",
    ),
    "Людзі прыйшлі з бел-чырвона-белымі сцягамі, парасонамі і тэрмасамі; самаму малому — чатыры гады.",
    "Ланцуг пачаўся ля катэдры і скончыўся ля ракі. <b>Ніхто не казаў, дзе каму стаяць</b>: людзі "
    "проста бралі наступную вольную руку. «Ён трымаўся дваццаць хвілін», — кажуць арганізатары, "
    "якія спадзяваліся на дзесяць. Мінакі пыталіся, што значыць сцяг, і некаторыя заставаліся. "
    "Вадзіцель трамвая <a href='https://example.org/tram'>званіў</a> да самага моста.",
    "Я не была дома чатыры гады. Сёння дом прыйшоў на плошчу і ўзяў мяне за руку.",
    "Алена",
    ("Вільня", "Варшава", "Беласток", "Кіеў", "Берлін"),
    "Ланцуг дайшоў да ракі, пакуль не запалілі ліхтары",
    "Фота даслалі чытачы",
)

AR = Voice(
    "الورقة الحرة",
    "أخبار بيلاروسيا وجيرانها، تُكتب في أربعة بلدان",
    "التضامن مع بيلاروسيا",
    "البيلاروسيون في الخارج يساندون من في الوطن. جمعنا صورهم ورسائلهم.",
    (
        "ستون مدينة ومساء واحد: كيف أحيا البيلاروسيون في الخارج يوم التضامن",
        "الرئيس البولندي يخاطب البيلاروسيين في ذكرى اتفاقات أغسطس",
        "زهور بدل القضبان: تهانٍ بيوم المرأة",
        "أكثر من مئتي شخص يشكلون سلسلة بشرية في شارع غيديميناس",
        "دبلوماسيون يلتقون أقارب السجناء السياسيين في مينسك",
        "«لن نتوقف»: ثلاثة أيام مع الجوقة التي تغني أمام السفارات",
        "منظمون ذاتيا وبلا تسجيل: ما وراء دردشات الأحياء",
    ),
    "جاء الناس بالأعلام والمظلات، وكان أصغرهم في الرابعة من عمره.",
    "بدأ الصف عند الكاتدرائية وانتهى عند النهر. <b>لم يقل أحد للناس أين يقفون</b>، بل أخذ كل "
    "منهم أقرب يد. وسأل المارة عن معنى العلم وبقي بعضهم. وقرع سائق الترام "
    "<a href='https://example.org/tram'>جرسه</a> حتى الجسر.",
    "لم أعد إلى البيت منذ أربع سنوات. الليلة جاء البيت إلى الساحة وأمسك بيدي.",
    "ألينا",
    ("فيلنيوس", "وارسو", "بياويستوك", "كييف", "برلين"),
    "بلغ الصف النهر قبل أن تضاء المصابيح",
    "صورة أرسلها القراء",
)

VOICES = {"be": BE, "ru": BE, "uk": BE, "ar": AR, "fa": AR, "he": AR}


def voice(language: str) -> Voice:
    """The words of a language; English stands in for Latin writing, Belarusian for Cyrillic."""
    return VOICES.get(language, EN)


def picture(number: int, caption: str = "", credit: str = "", illustration: bool = True) -> Picture:
    """One of the gallery's drawings; every third stands upright, one has a single small file."""
    number %= DRAWINGS
    wide, high = ((3, 4) if number % 3 == 2 else (3, 2))
    widths = WIDTHS[:1] if number == 7 else WIDTHS
    return Picture(
        renditions=tuple(
            Rendition(f"p/{number}-{width}.webp", width, width * high // wide, "image/webp")
            for width in widths
        ),
        alt="" if number == 6 else "A line of people holding hands along a river",
        caption=caption,
        credit=credit,
        illustration=illustration,
    )


def masthead(language: str, logo: bool = False) -> Masthead:
    words = voice(language)
    return Masthead(
        name=words.newsroom,
        tagline=words.tagline,
        language=language,
        direction=direction(language),
        logo=picture(1) if logo else None,
        front=f"{language}/index.html",
        all_stories=f"{language}/all.html",
        about=f"{language}/about.html",
        stylesheet=STYLESHEET,
        icon=ICON,
    )


def editions(language: str, name: str, same: Callable[[str], bool]) -> tuple[Edition, ...]:
    codes = LANGUAGES if language in LANGUAGES else (*LANGUAGES, language)
    return tuple(
        Edition(
            language=code,
            name=own_name(code),
            direction=direction(code),
            href=f"{code}/{name}" if same(code) else f"{code}/index.html",
            same=same(code),
            current=code == language,
        )
        for code in codes
    )


def page(
    language: str,
    name: str,
    title: str,
    *,
    feed: str = "all",
    logo: bool = False,
    same: Callable[[str], bool] = lambda code: True,
) -> Page:
    here = f"{language}/{name}"
    return Page(
        masthead=masthead(language, logo),
        here=here,
        root="../" * here.count("/"),
        editions=editions(language, name, lambda code: code == language or same(code)),
        title=title,
        description=voice(language).summary,
        feeds=tuple(
            Link(label, f"{language}/{feed}.{kind}")
            for label, kind in (("Atom", "atom.xml"), ("RSS", "rss.xml"), ("JSON Feed", "feed.json"))
        )
        if feed
        else (),
    )


def topic(language: str) -> TopicLink:
    return TopicLink("SolidarityBelarus", voice(language).topic, f"{language}/t/7f/7f3kq.html")


MARKS = (
    Marks("roundup", photos=True),
    Marks("video", video=True, spoken=("en", "be"), subtitled=("pl",)),
    Marks("news", corrected=date(2021, 3, 9)),
    Marks("news"),
    Marks("statement"),
    Marks("documentary", video=True, spoken=("pl",)),
    Marks("opinion", audio=True),
    Marks("announcement"),
)

DAYS = (
    date(2021, 9, 7),
    date(2021, 8, 31),
    date(2021, 7, 11),
    date(2021, 2, 8),
    date(2021, 2, 8),
    date(2020, 12, 26),
    date(2020, 9, 22),
)


def items(language: str, count: int, pictures: bool = True, timed: bool = True) -> tuple[Item, ...]:
    words = voice(language)
    return tuple(
        Item(
            href=f"{language}/s/7f/{number}.html",
            headline=words.headlines[number % len(words.headlines)],
            standfirst=words.summary if number % 4 != 3 else "",
            day=DAYS[number % len(DAYS)].replace(year=2021 - number // len(DAYS)),
            time=time(14, 5) if timed and number % 3 == 1 else None,
            marks=MARKS[number % len(MARKS)],
            picture=picture(number) if pictures and number % 2 == 0 else None,
        )
        for number in range(count)
    )


def front(language: str) -> FrontSheet:
    words = voice(language)
    listed = items(language, 6)
    return FrontSheet(
        page=page(language, "index.html", words.newsroom),
        lead=listed[0],
        others=listed[1:6],
        topics=(
            TopicTeaser(topic(language), words.standfirst, items(language, 3, False), 1204),
            TopicTeaser(
                TopicLink("PalitviazniBelarusi", "", f"{language}/t/aa/aa.html"),
                "",
                items(language, 7, False)[3:6],
                1,
            ),
        ),
    )


def empty_front(language: str) -> FrontSheet:
    return FrontSheet(
        page=page(language, "index-empty.html", voice(language).newsroom, feed="", logo=True),
        lead=None,
        others=(),
        topics=(),
    )


def bare_front(language: str) -> FrontSheet:
    """A lead without a picture, one story beside it, no topics."""
    listed = items(language, 2, pictures=False)
    return FrontSheet(
        page=page(language, "index-bare.html", voice(language).newsroom, same=lambda code: False),
        lead=listed[0],
        others=listed[1:],
        topics=(),
    )


def topic_page(language: str) -> ListingSheet:
    words = voice(language)
    listed = items(language, 30)
    return ListingSheet(
        page=page(language, "t/7f/7f3kq.html", words.topic, feed="t/7f/7f3kq"),
        topic=topic(language),
        standfirst=words.standfirst,
        pinned=listed[5:7],
        items=listed,
        shelf=None,
        parents=(),
        shelves=tuple(
            Shelf(date(year, 1, 1), "year", 2**power, f"{language}/t/7f/7f3kq/{year}.html")
            for power, year in enumerate(range(2021, 2017, -1))
        ),
        total=15 + 30,
    )


def small_topic(language: str) -> ListingSheet:
    """Eleven stories, no pictures, a hashtag without a name, another language missing."""
    return replace(
        topic_page(language),
        page=page(
            language, "t/7f/small.html", "#SolidarityBelarus", same=lambda code: code in ("en", "be")
        ),
        topic=TopicLink("SolidarityBelarus", "", f"{language}/t/7f/small.html"),
        pinned=(),
        items=items(language, 11, pictures=False, timed=False),
        shelves=(),
        total=11,
    )


def everything(language: str) -> ListingSheet:
    return replace(
        topic_page(language),
        page=page(language, "all.html", "All stories"),
        topic=None,
        standfirst="",
        pinned=(),
    )


def empty_listing(language: str) -> ListingSheet:
    return replace(
        everything(language),
        page=page(language, "all-empty.html", "All stories"),
        items=(),
        shelves=(),
        total=0,
    )


def crowded_year(language: str) -> ListingSheet:
    base = f"{language}/t/7f/7f3kq"
    return replace(
        topic_page(language),
        page=page(language, "t/7f/7f3kq/2021.html", f"{voice(language).topic} · 2021"),
        pinned=(),
        items=(),
        shelf=Shelf(date(2021, 1, 1), "year", 4321, f"{base}/2021.html"),
        parents=(Link(voice(language).topic, f"{base}.html"),),
        shelves=tuple(
            Shelf(date(2021, month, 1), "month", 37 * month, f"{base}/2021-{month:02}.html")
            for month in range(12, 0, -1)
        ),
        total=4321,
    )


def month(language: str) -> ListingSheet:
    base = f"{language}/t/7f/7f3kq"
    return replace(
        topic_page(language),
        page=page(language, "t/7f/7f3kq/2021-02.html", f"{voice(language).topic} · 2021-02"),
        pinned=(),
        items=items(language, 7)[3:5],
        shelf=Shelf(date(2021, 2, 1), "month", 2, f"{base}/2021-02.html"),
        parents=(Link(voice(language).topic, f"{base}.html"), Link("2021", f"{base}/2021.html")),
        shelves=(),
        total=2,
    )


def about(language: str) -> AboutSheet:
    words = voice(language)
    return AboutSheet(
        page=page(language, "about.html", "About us"),
        contacts=Markup(f"<p>{words.newsroom}<br>{words.cities[1]}</p>"),
        policies=Markup(f"<h3>{words.topic}</h3><p>{words.paragraph}</p><ul><li>{words.summary}</li></ul>"),
        contact_email="desk@example.org",
    )


def missing(language: str) -> MissingSheet:
    return MissingSheet(page=page(language, "404.html", "404", feed=""))


def redirect(language: str) -> RedirectSheet:
    return RedirectSheet(
        page=page(language, "t/7f/old.html", "#OldTopic", feed=""),
        target=Link(voice(language).topic, f"{language}/t/7f/7f3kq.html"),
    )


def story(language: str, name: str, body: Markup, **changes: object) -> StorySheet:
    """A story with everything a head and a foot can hold; `changes` leave parts out."""
    words = voice(language)
    other = "be" if language != "be" else "en"
    sheet = StorySheet(
        page=page(
            language, f"s/7f/{name}.html", words.headlines[0], same=lambda code: code in ("be", "en", "pl")
        ),
        headline=words.headlines[0],
        standfirst=words.summary,
        dateline=words.cities[0].upper(),
        day=date(2021, 2, 8),
        time=time(21, 40),
        marks=Marks("roundup", photos=True, corrected=date(2021, 2, 9)),
        bylines=(Byline("Hanna Novik", "reporter"), Byline(words.who, "")),
        topics=(topic(language), TopicLink("Warsaw", "", f"{language}/t/bb/bb.html")),
        places=words.cities,
        sources=(
            SourceLine("Example Media", "Artur H., a local association", "https://www.example.org/a", "d/kept.html"),
            SourceLine("", "", "https://example.net/b?c=d&e=f", ""),
            SourceLine("Radio of the town", "", "", ""),
        ),
        body=body,
        based_on=Edition(
            other, own_name(other), direction(other), f"{other}/s/7f/original.html", True, False
        ),
        json_ld=Markup('{"@context":"https://schema.org","@type":"NewsArticle"}'),
    )
    return replace(sheet, **changes)  # type: ignore[arg-type]
