"""Polish.

Snowball cuts «więźniów» to więźni; what one form has lost the others lose too.
"""

from __future__ import annotations

from solidary.languages.language import Dates, Language, MediaWords, PageWords, Stems

LANGUAGE = Language(
    code="pl",
    name="Polski",
    rank=50,
    locale="pl",
    reads=("pl",),
    script="latin",
    direction="ltr",
    alphabet="ąćęłńóśźż",
    letters="ąćęłńóśźż",
    foreign="ėįųūšžčäöüß",
    small_words="""
        i w na z do nie że to za od o dla jak po jest się przez przy są ale także oraz ze pod
    """,
    encodings="cp1250 iso-8859-2",
    marked="pl pol polish пол польском польскай польською polsku polski lenkų polnisch",
    dates=Dates(
        months=(
            "styczniu stycz",
            "lutym",
            "marcu",
            "kwietniu kwiec",
            "maju",
            "czerwcu czerw",
            "lipcu",
            "sierpniu sierp",
            "wrześniu wrzes",
            "październiku paźdz pazdz",
            "listopadzie listop",
            "grudniu grud",
        ),
        weekdays=(
            "poniedziałku pn",
            "wtorku wto",
            "środę środy",
            "czwartku",
            "piątku pią",
            "sobotę soboty",
            "niedzielę niedzieli nd ndz",
        ),
        beside="""
            opublikowano | opublikowany | opublikowane | publikacja | publikacji | data | dodano
            dodane | z | dnia | o | godz | godzina | godzinie | r | rok | roku
        """,
        updated="zaktualizowano | aktualizacja | zmieniono | zmodyfikowano | poprawiono",
        relative="dziś | dzisiaj | wczoraj | przedwczoraj | przed chwilą | teraz",
        ago="temu",
        units="""
            sekund | sekundy | minutę | minuty | minut | godzinę | godziny | godzin | godz | dzień
            dni | tydzień | tygodnie | tygodni | miesiąc | miesiące | miesięcy | rok | lata | lat
        """,
        year_alone="r rok",
        year_behind="r roku",
    ),
    stems=Stems(
        snowball="polish",
        left="i ow y",
        irregular="""
            białystok białegostoku białemustokowi białymstokiem białymstoku
            dzień dnia dniu dniem dni dniom dniami dniach
            człowiek człowieka człowiekowi człowiekiem ludzie ludzi ludziom ludźmi ludziach
            rok roku rokiem lata lat latom latami latach
            więzień więźnia więźniowi więźniem więźniu więźniowie więźniów więźniom więźniami więźniach
            mińsk mińska mińskowi mińskiem mińsku
            praga pragi pradze pragę pragą
            ryga rygi rydze rygę rygą
            brześć brześcia brześciu brześciem
        """,
    ),
    organizations="""
        agencja ambasada biuro centrum czasopismo fundacja gazeta grupa inicjatywa instytut klub
        koalicja kolegium komisja komitet ministerstwo organizacja partia portal projekt radio
        redakcja serwis służba sojusz stowarzyszenie studio telewizja towarzystwo tygodnik
        uniwersytet wiadomości wydawnictwo zespół związek
    """,
    media=MediaWords(
        video="wideo filmik nagranie",
        audio="podkast dźwięk",
        photos="zdjęcia zdjęć fot foto fotogaleria galeria galerie",
        subtitles="napisy napisami napisów",
        joining="po w z i języku języka język",
    ),
    page=PageWords(
        navigation="""
            strona główna | główna | menu główne | otwórz menu | zamknij menu | przejdź do treści
            przejdź do głównej treści | pomiń nawigację | nawigacja | szukaj | wyszukaj
            wyszukiwarka | szukaj w serwisie | wyniki wyszukiwania | zamknij | wstecz | wróć
            do góry | na górę | dalej | następna | następna strona | następne | poprzednia
            poprzednia strona | poprzednie | starsze | starsze wpisy | nowsze | nowsze wpisy
            załaduj więcej | wczytaj więcej | ładowanie | pokaż więcej | pokaż wszystkie
            zobacz więcej | zobacz wszystkie | zobacz | więcej | więcej wiadomości | więcej newsów
            wszystkie wiadomości | wszystkie | czytaj dalej | czytaj więcej | czytaj całość
            czytaj | czytaj cały artykuł | przeczytaj | dowiedz się więcej | szczegóły | oglądaj
            obejrzyj | obejrzyj wideo | słuchaj | posłuchaj | proszę czekać | kanał rss
            subskrybuj | subskrypcja | zapisz się | zapisz się do newslettera | zaloguj
            zaloguj się | logowanie | wyloguj | zarejestruj się | rejestracja | moje konto
            obserwuj nas | śledź nas | znajdź nas | udostępnij | udostępnij na facebooku
            udostępnij na facebook | podziel się | drukuj | wydrukuj | komentarz | komentarze
            komentarzy | brak komentarzy | skomentuj | dodaj komentarz | zostaw komentarz
            wyświetleń | odsłon | odsłony | min czytania | minut czytania | czas czytania
            reklama | wesprzyj nas | wesprzyj | wspieraj nas | przekaż darowiznę | o nas
            o projekcie | redakcja | zespół | kontakt | kontakty | praca | kariera | regulamin
            warunki korzystania | polityka prywatności | polityka cookies
            polityka plików cookies | ustawienia cookies | ustawienia plików cookie
            ustawienia prywatności | akceptuj | akceptuję | akceptuj wszystkie | zaakceptuj
            zaakceptuj wszystkie | zgadzam się | zgoda | odrzuć | odrzuć wszystkie
            nie zgadzam się | rozumiem | mapa strony | mapa serwisu | archiwum | archiwa | tagi
            tag | kategorie | kategoria | tematy | temat | filtruj | filtry | sortuj | sortowanie
            najnowsze | od najnowszych | najnowsze wiadomości | ostatnie wiadomości
            ostatnie wpisy | aktualności | najczęściej czytane | najpopularniejsze | popularne
            polecane | polecamy | zobacz także | zobacz też | czytaj także | czytaj też
            przeczytaj także | powiązane | powiązane artykuły | podobne artykuły | wybór redakcji
            język | języki | polski | zmień język | wszelkie prawa zastrzeżone
            wszystkie prawa zastrzeżone | wersja mobilna | pełna wersja | strona | strony
            autorzy | autor | wszystkie tagi | pomoc | wyślij | skopiuj link | projekty | pokaż
            ukryj | rozwiń | zwiń
        """,
        sections="""
            wiadomości | wiadomość | polityka | społeczeństwo | gospodarka | biznes | kultura
            sport | świat | na świecie | kraj | region | regiony | opinia | opinie | analiza
            analizy | wywiad | wywiady | reportaż | reportaże | zdjęcia | fotogaleria | galeria
            galeria zdjęć | wideo | audio | podcast | podcasty | blog | blogi | nauka
            technologia | technologie | zdrowie | historia | prawa człowieka | media | wypadki
            białoruś | ukraina | rosja | polska | litwa | niemcy | europa | oświadczenie
            oświadczenia | zapowiedzi | wydarzenia | śledztwo | wojna | wybory | edukacja
            diaspora | solidarność | represje | protesty | ludzie | wojsko | religia
            publicystyka | felieton | na białorusi | artykuły | artykuł
        """,
        labels="""
            fot | foto | zdjęcie | zdjęcia | autor | autorka | tekst | źródło | redaktor | tagi
            tag | tematy | kategoria | kategorie | dział | czytaj także | czytaj też
            czytaj więcej | zobacz także | zobacz też | udostępnij | wyświetleń | komentarze
            ilustracja | sortuj
        """,
        related="""
            czytaj także | czytaj też | czytaj więcej | zobacz także | zobacz też
            przeczytaj także | przeczytaj też
        """,
        tag_labels="""
            tagi | temat | etykieta | archiwum tagu | artykuły z tagiem | wpisy z tagiem
            wpisy otagowane | otagowane | hashtag | kategoria | dossier
        """,
        consent="""
            używamy | używa | wykorzystuje | wykorzystujemy | korzysta z | korzystając
            wyrażasz zgodę | zgadzasz się | stosujemy | stosuje pliki
        """,
        cookies=("ciastecz",),
        rights=("wszelkie prawa",),
        minutes=("min",),
        reading=("czytania",),
        domains="pl",
    ),
    in_language=(
        ("ki", "po {stem}ku"),
        ("", "w języku {stem}"),
    ),
    from_language=(
        ("ki", "z {stem}kiego"),
        ("", "z języka {stem}"),
    ),
    formats={
        "DATE_FORMAT": "j\xa0E Y",
        "DATETIME_FORMAT": "j\xa0E Y, H:i",
        "TIME_FORMAT": "H:i",
        "MONTH_DAY_FORMAT": "j\xa0E",
        "FIRST_DAY_OF_WEEK": 1,
    },
    after_day="\xa0",
)
