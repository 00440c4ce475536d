"""Listings made up at random: in seven languages, every layout and date form, with noise."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date

HEADLINES = {
    "en": [
        "Hundreds rally in Warsaw to back political prisoners",
        "Vilnius forms a living chain for Belarus",
        "‘We will not be silent’: doctors speak out",
        "Picketers warned outside embassy in Berlin (ENG video)",
        "St. Petersburg: ban on white-red-white flags",
        "Women’s march ends with songs at the riverside",
        "Diaspora opens an exhibition about August 2020",
        "Who pays for the parcels? Volunteers answer",
    ],
    "be": [
        "У Вільні сабраўся жывы ланцуг салідарнасці",
        "Мітынг каля пасольства: што казалі ўдзельнікі (фота)",
        "«Мы не маўчым»: лекары выйшлі на акцыю",
        "Дыяспара адкрыла выставу пра жнівень 2020 года",
        "Беласток салідарны з палітвязнямі",
        "Жаночы марш скончыўся песнямі ля ракі",
        "Хто аплачвае пасылкі? Адказваюць валанцёры",
    ],
    "ru": [
        "В Москве прошёл пикет у посольства (Фото)",
        "Живая цепь солидарности выстроилась в Вильнюсе",
        "«Мы не молчим»: врачи вышли на акцию",
        "Диаспора открыла выставку об августе 2020 года",
        "Белосток поддержал политзаключённых",
        "Женский марш закончился песнями у реки",
        "Кто платит за передачи? Отвечают волонтёры",
    ],
    "uk": [
        "У Києві відбувся мітинг на підтримку білорусів (відео)",
        "Живий ланцюг солідарності вишикувався у Вільнюсі",
        "«Ми не мовчимо»: лікарі вийшли на акцію",
        "Діаспора відкрила виставку про серпень 2020 року",
        "Львів підтримав політв’язнів",
        "Жіночий марш закінчився піснями біля річки",
    ],
    "pl": [
        "W Białymstoku wiec solidarności z Białorusią (galeria zdjęć)",
        "Żywy łańcuch w Wilnie na rzecz zmian",
        "„Nie milczymy”: lekarze wyszli na ulicę",
        "Diaspora otworzyła wystawę o sierpniu 2020 roku",
        "Marsz kobiet zakończył się śpiewem nad rzeką",
        "Kto płaci za paczki? Odpowiadają wolontariusze",
    ],
    "lt": [
        "Vilniuje susikibta į gyvą grandinę dėl Baltarusijos",
        "Mitingas prie ambasados: ką sakė dalyviai (nuotraukos)",
        "„Mes netylime“: gydytojai išėjo į gatvę",
        "Diaspora atidarė parodą apie 2020 metų rugpjūtį",
        "Kaunas palaikė politinius kalinius",
        "Moterų žygis baigėsi dainomis prie upės",
    ],
    "de": [
        "Kundgebung vor dem Brandenburger Tor für Belarus (Video)",
        "Menschenkette der Solidarität in Vilnius",
        "„Wir schweigen nicht“: Ärzte gehen auf die Straße",
        "Diaspora eröffnet Ausstellung über den August 2020",
        "Leipzig steht zu den politischen Gefangenen",
        "Frauenmarsch endet mit Liedern am Flussufer",
    ],
}
STANDFIRSTS = {
    "en": [
        "People came with flags and letters to the square, and stayed until late in the evening.",
        "On July 1, several dozen people gathered in the centre of the city to show support.",
        "The organisers say that they will return every Sunday. Police did not interfere.",
    ],
    "be": [
        "Людзі прыйшлі са сцягамі і лістамі на плошчу і заставаліся там да позняга вечара.",
        "1 ліпеня некалькі дзясяткаў чалавек сабраліся ў цэнтры горада, каб выказаць падтрымку.",
        "Арганізатары кажуць, што будуць вяртацца кожную нядзелю. Міліцыя стаяла побач, але не ўмешвалася.",
    ],
    "ru": [
        "Люди пришли с флагами и письмами на площадь и оставались там до позднего вечера.",
        "1 июля несколько десятков человек собрались в центре города, чтобы выразить поддержку.",
        "Организаторы говорят, что будут возвращаться каждое воскресенье. Полиция стояла рядом, но не вмешивалась.",
    ],
    "uk": [
        "Люди прийшли з прапорами та листами на площу і залишалися там до пізнього вечора.",
        "1 липня кілька десятків людей зібралися в центрі міста, щоб висловити підтримку.",
        "Організатори кажуть, що повертатимуться щонеділі. Поліція стояла поруч, але не втручалася.",
    ],
    "pl": [
        "Ludzie przyszli na plac z flagami i listami i zostali tam do późnego wieczora.",
        "1 lipca kilkadziesiąt osób zebrało się w centrum miasta, aby wyrazić poparcie.",
        "Organizatorzy mówią, że będą wracać w każdą niedzielę. Policja stała obok, ale nie interweniowała.",
    ],
    "lt": [
        "Žmonės atėjo į aikštę su vėliavomis ir laiškais ir liko ten iki vėlaus vakaro.",
        "Liepos 1 dieną kelios dešimtys žmonių susirinko miesto centre parodyti palaikymo.",
        "Rengėjai sako, kad grįš kiekvieną sekmadienį. Policija stovėjo šalia, bet nesikišo.",
    ],
    "de": [
        "Die Menschen kamen mit Fahnen und Briefen auf den Platz und blieben bis spät am Abend.",
        "Am 1. Juli versammelten sich mehrere Dutzend Menschen im Zentrum der Stadt.",
        "Die Veranstalter wollen jeden Sonntag wiederkommen. Die Polizei stand daneben, griff aber nicht ein.",
    ],
}
NOISE = {
    "en": [
        "Menu",
        "Read more",
        "We use cookies to improve your experience.",
        "Home | News | Video",
    ],
    "be": ["Меню", "Чытаць далей", "Мы выкарыстоўваем файлы cookie", "Галоўная | Навіны"],
    "ru": ["Меню", "Читать далее", "Мы используем файлы cookie", "Главная | Новости | Видео"],
    "uk": ["Меню", "Читати далі", "Ми використовуємо файли cookie", "Головна | Новини"],
    "pl": ["Menu", "Czytaj dalej", "Ta strona używa plików cookies", "Strona główna | Kontakt"],
    "lt": ["Meniu", "Skaityti daugiau", "Ši svetainė naudoja slapukus", "Pagrindinis | Naujienos"],
    "de": ["Menü", "Weiterlesen", "Diese Website verwendet Cookies", "Startseite | Kontakt"],
}
FORMS: dict[str, Callable[[date, str], str]] = {
    "dots": lambda day, language: day.strftime("%d.%m.%Y"),
    "iso": lambda day, language: day.isoformat(),
    "long": lambda day, language: format_date(day, "long", locale=language),
    "weekday": lambda day, language: format_date(day, "full", locale=language),
    "short": lambda day, language: format_date(day, "medium", locale=language),
}
LAYOUTS = ("date after", "date before", "date between", "date on the line", "no dates")

Told = tuple[str, str, date | None]


@dataclass(frozen=True, slots=True)
class Page:
    """A listing as text, and what it says item by item."""

    text: str
    items: list[Told]


def made_up(chance: random.Random, layout: str, language: str, form: str) -> Page:
    """A listing of three to six items in one layout, language and date form."""
    size = chance.randint(3, 6)
    headlines = chance.sample(HEADLINES[language], size)
    stands = chance.choice(("always", "never")) if layout != "no dates" else "always"
    blank = chance.choice((False, True))
    noise = chance.choice((0.0, 0.3))
    day = date(2021, chance.randint(1, 12), chance.randint(1, 28))
    lines: list[str] = []
    items: list[Told] = []
    if chance.random() < 0.5:
        lines += ["#Solidarity", ""]
    elif chance.random() < 0.5:
        lines += chance.sample(NOISE[language], 2)
    for headline in headlines:
        day -= timedelta(days=chance.choice((0, 1, 3, 40)))
        standfirst = chance.choice(STANDFIRSTS[language]) if stands == "always" else ""
        lines += _item(layout, headline, standfirst, FORMS[form](day, language))
        if blank:
            lines.append("")
        if chance.random() < noise:
            lines.append(chance.choice(NOISE[language]))
        items.append((headline, standfirst, None if layout == "no dates" else day))
    return Page("\n".join(lines), items)


def _item(layout: str, headline: str, standfirst: str, day: str) -> list[str]:
    rest = [standfirst] if standfirst else []
    if layout == "date after":
        return [headline, *rest, day]
    if layout == "date before":
        return [day, headline, *rest]
    if layout == "date between":
        return [headline, day, *rest]
    if layout == "date on the line":
        return [f"{day} – {headline}", *rest]
    return [headline, *rest]


def nonsense(chance: random.Random, *, date_first: bool) -> Page:
    """A page of made-up words, so that nothing but its structure can tell what is what."""
    day = date(2021, 6, 15)
    lines = ["#Topic", ""]
    items: list[Told] = []
    for _ in range(chance.randint(4, 12)):
        headline, standfirst = _sentence(chance, 4, 12), _sentence(chance, 5, 40)
        day -= timedelta(days=chance.choice((0, 1, 5)))
        written = day.strftime("%d.%m.%Y")
        item = [headline, standfirst]
        lines += [written, *item] if date_first else [*item, written]
        items.append((headline, standfirst, day))
    return Page("\n".join(lines), items)


def _sentence(chance: random.Random, fewest: int, most: int) -> str:
    syllables = [f"{a}{b}" for a in "bcdfglmnprstvz" for b in "aeiou"]
    words = [
        "".join(chance.choices(syllables, k=chance.randint(2, 4)))
        for _ in range(chance.randint(fewest, most))
    ]
    return " ".join(words).capitalize()
