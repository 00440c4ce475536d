"""Month and weekday names in the seven languages, in every form a listing may use.

Names come from CLDR (through Babel); the case forms that CLDR does not carry, the short forms of
newsroom templates and Belarusian in Latin letters are listed here.
"""

from functools import cache

from babel import Locale

LOCALES = ("en", "be", "be_tarask", "ru", "uk", "pl", "lt", "de")

# Month by month, what CLDR lacks: other cases, other short forms, other spellings.
FURTHER_MONTHS: tuple[str, ...] = (
    "студзені январе янв січні січ styczniu stycz sausį saus sausyje jänner jan studzień studzienia",
    "лютым феврале фев февр лютому лют lutym vasarį vasaryje vas feber feb luty lutaha",
    "сакавіку марте мар березні берез marcu kovą kove kov mär mrz sakavik sakavika",
    "красавіку апреле апр квітні квіт kwietniu kwiec balandį balandyje bal krasavik krasavika",
    "маі траўні мае траве травні трав maju gegužę gegužėje geg travień traŭnia maj maja",
    "чэрвені июне июн червні черв czerwcu czerw birželį birželyje birž červień červienia",
    "ліпені июле июл липні лип lipcu liepą liepoje liep lipień lipienia",
    "жніўні августе авг серпні серп sierpniu sierp rugpjūtį rugpjūtyje rugp žnivień žniŭnia",
    "верасні верасьні верасень сентябре сен сент вересні верес wrześniu wrzes rugsėjį rugsėjyje rugs"
    " sept vierasień vieraśnia",
    "кастрычніку октябре окт жовтні жовт październiku paźdz pazdz spalį spalyje spal okt"
    " kastryčnik kastryčnika",
    "лістападзе ноябре ноя нояб листопаді лист листоп listopadzie listop lapkritį lapkrityje lapkr"
    " listapad listapada nov",
    "снежні сьнежні декабре дек грудні груд grudniu grud gruodį gruodyje gruod dez śniežań śniežnia",
)

# Monday first, what CLDR lacks.
FURTHER_DAYS: tuple[str, ...] = (
    "понедельника понедельник панядзелка понеділка poniedziałku pirmadienį pirm pn panp mon pan",
    "вторника аўторка вівторка wtorku wto antradienį antr tues tue аўт",
    "среду среды сераду серады середу середи środę środy trečiadienį treč weds wed сер",
    "четверга чацвярга чацвер чацьвярга четверга czwartku ketvirtadienį ketv thur thurs thu чцв чтв",
    "пятницу пятницы пятніцу пятніцы п'ятниця п'ятницю п'ятниці п’ятниця пʼятницю piątku pią"
    " penktadienį penkt fri пт птн",
    "субботу субботы суботу суботы суботи sobotę soboty šeštadienį šešt sat сбт sonnabend",
    "воскресенья нядзелю нядзелі неділю неділі niedzielę niedzieli nd ndz sekmadienį sekm sun вск",
)


def fold(word: str) -> str:
    """The form under which names are kept: lower case, no final dot, one kind of apostrophe.

    A Latin i typed inside a Cyrillic word («лiстапада») is read as the Cyrillic letter.
    """
    word = word.casefold().rstrip(".").replace("’", "'").replace("ʼ", "'")
    if "i" in word and any("а" <= letter <= "я" or letter in "ўёіїєґ" for letter in word):
        word = word.replace("i", "і")
    return word


@cache
def months() -> dict[str, int]:
    """Every known form of a month's name, folded, to its number."""
    known: dict[str, int] = {}
    for code in LOCALES:
        locale = Locale.parse(code)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    known.setdefault(fold(name), number)
    for number, names in enumerate(FURTHER_MONTHS, 1):
        for name in names.split():
            known.setdefault(fold(name), number)
    return known


@cache
def weekdays() -> dict[str, frozenset[int]]:
    """Every known form of a weekday's name, folded, to its numbers (Monday 0).

    Short forms may name different days in different languages («pn»: Monday, Friday).
    """
    known: dict[str, set[int]] = {}
    for code in LOCALES:
        locale = Locale.parse(code)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated", "short"):
                for number, name in locale.days[context][width].items():
                    known.setdefault(fold(name), set()).add(number)
    for number, names in enumerate(FURTHER_DAYS):
        for name in names.split():
            known.setdefault(fold(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in known.items()}
