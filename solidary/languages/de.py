"""German.

Snowball keeps the t of «unterstützt»; what one form has lost the others lose too.
"""

from __future__ import annotations

from solidary.languages.language import Dates, Language, MediaWords, PageWords, Stems

LANGUAGE = Language(
    code="de",
    name="Deutsch",
    rank=70,
    locale="de",
    reads=("de",),
    script="latin",
    direction="ltr",
    alphabet="äöüß",
    letters="äöüß",
    foreign="ąćęłńśźżėįųūšžč",
    small_words="""
        der die das und in zu mit für von auf ist im den des dem nicht ein eine nach gegen bei
    """,
    encodings="cp1252",
    marked="""
        de ger deu german нем немецком нямецкай німецькою niemiecku niemiecki vokiečių deutsch
        deutscher
    """,
    dates=Dates(
        months=(
            "jänner jan",
            "feber feb",
            "mär mrz",
            "",
            "",
            "",
            "",
            "",
            "sept",
            "okt",
            "nov",
            "dez",
        ),
        weekdays=(
            "",
            "",
            "",
            "",
            "",
            "sonnabend",
            "",
        ),
        beside="""
            veröffentlicht | veröffentlichung | erschienen | datum | stand | am | um | uhr | den
            vom | der | dem | erstellt | gepostet
        """,
        updated="aktualisiert | aktualisierung | geändert | bearbeitet | korrigiert",
        relative="heute | gestern | vorgestern | jetzt | gerade eben | soeben",
        ago="vor",
        units="""
            sekunden | minute | minuten | stunde | stunden | std | tag | tage | tagen | woche
            wochen | monat | monate | monaten | jahr | jahre | jahren
        """,
    ),
    stems=Stems(
        snowball="german",
        left="t et s",
        shortest=5,
        irregular="""
            mensch menschen
            tag tage tages tagen
            stadt städte städten
        """,
    ),
    organizations="""
        agentur botschaft bund bündnis büro gesellschaft gruppe initiative institut klub kollegium
        kollektiv komitee kommission magazin ministerium nachrichten netzwerk partei projekt radio
        redaktion rundfunk sender stiftung studio team universität verband verein vereinigung verlag
        zeitschrift zeitung zentrum
    """,
    media=MediaWords(
        video="video videointerview",
        audio="audio podcast",
        photos="foto fotos bilder bildergalerie fotostrecke fotogalerie",
        subtitles="untertitel untertiteln ut",
        joining="mit und auf in",
    ),
    page=PageWords(
        navigation="""
            startseite | zur startseite | hauptmenü | menü | menü öffnen | menü schließen
            zum inhalt | zum inhalt springen | zum hauptinhalt springen | navigation überspringen
            suche | suchen | suchergebnisse | schließen | zurück | nach oben | zum seitenanfang
            weiter | nächste | nächste seite | vorherige | vorherige seite | ältere beiträge
            neuere beiträge | ältere | neuere | mehr laden | weitere laden | lädt | mehr anzeigen
            alle anzeigen | mehr | mehr dazu | mehr erfahren | mehr nachrichten | alle nachrichten
            alle | weiterlesen | mehr lesen | artikel lesen | ganzen artikel lesen | zum artikel
            lesen | ansehen | video ansehen | anhören | bitte warten | rss-feed | abonnieren
            abonnement | newsletter abonnieren | newsletter bestellen | anmelden | einloggen
            abmelden | registrieren | mein konto | folgen sie uns | folge uns | teilen
            auf facebook teilen | auf twitter teilen | artikel teilen | drucken | kommentar
            kommentare | keine kommentare | kommentieren | kommentar schreiben
            kommentar hinterlassen | aufrufe | min lesezeit | minuten lesezeit | lesezeit
            werbung | anzeige | spenden | jetzt spenden | unterstützen sie uns | unterstützen
            über uns | über das projekt | redaktion | team | kontakt | karriere
            nutzungsbedingungen | agb | datenschutz | datenschutzerklärung
            datenschutzeinstellungen | cookie-einstellungen | cookie-richtlinie
            cookies akzeptieren | akzeptieren | alle akzeptieren | alle cookies akzeptieren
            zustimmen | ich stimme zu | einverstanden | ablehnen | alle ablehnen | verstanden
            impressum | seitenübersicht | archiv | schlagwörter | schlagwort | kategorien
            kategorie | themen | thema | filtern | filter | sortieren | neueste zuerst | neueste
            neueste nachrichten | aktuelle nachrichten | aktuelles | meistgelesen
            am meisten gelesen | beliebt | beliebteste | verwandte artikel | ähnliche artikel
            lesen sie auch | siehe auch | auch interessant | empfohlen | empfehlungen
            auswahl der redaktion | sprache | sprachen | deutsch | sprache ändern | sprache wählen
            alle rechte vorbehalten | mobile version | seite | seiten | autoren | autor | autorin
            alle themen | hilfe | senden | link kopieren | projekte | einblenden | ausblenden
        """,
        sections="""
            nachrichten | nachricht | politik | gesellschaft | wirtschaft | kultur | sport | welt
            ausland | inland | regionen | meinung | meinungen | analyse | analysen | interview
            interviews | reportage | reportagen | fotos | bilder | bildergalerie | fotogalerie
            galerie | video | videos | audio | podcast | podcasts | blog | blogs | wissenschaft
            technik | gesundheit | geschichte | menschenrechte | medien | belarus | weißrussland
            ukraine | russland | polen | litauen | deutschland | europa | erklärung | erklärungen
            ankündigung | ankündigungen | veranstaltungen | recherche | recherchen | krieg
            wahlen | bildung | diaspora | solidarität | repressionen | proteste | menschen
            militär | religion | panorama | kommentar | artikel | pressemitteilung
        """,
        labels="""
            foto | fotos | bild | autor | autorin | text | von | quelle | redaktion | schlagwörter
            schlagwort | themen | kategorie | kategorien | rubrik | lesen sie auch | siehe auch
            mehr zum thema | teilen | aufrufe | kommentare | illustration
        """,
        related="lesen sie auch | siehe auch | mehr zum thema | lesen sie mehr",
        tag_labels="""
            schlagwort | schlagwörter | thema | themenseite | beiträge mit dem schlagwort
            artikel zum thema | artikel mit dem schlagwort | archiv für das schlagwort | hashtag
            dossier | kategorie
        """,
        consent="""
            wir verwenden | wir nutzen | verwendet cookies | nutzt cookies | diese website
            diese webseite | diese seite | stimmen sie | setzt cookies | einwilligung
            verwenden cookies
        """,
        cookies=("cookie",),
        rights=("alle rechte",),
        minutes=("min",),
        reading=("lesezeit", "lesen"),
        domains="de",
    ),
    in_language=(("", "auf {stem}"),),
    from_language=(
        ("sch", "aus dem {stem}schen"),
        ("", "aus dem {stem}"),
    ),
)
