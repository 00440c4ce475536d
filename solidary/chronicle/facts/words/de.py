"""German."""

from solidary.chronicle.facts.words.words import Words

_UNITS = dict(
    enumerate(["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"], 1)
)
_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
_COMPOUND = {
    20 + 10 * number + unit: f"{word}und{ten}"
    for number, ten in enumerate(_TENS.split())
    for unit, word in _UNITS.items()
}

WORDS = Words(
    forms={
        "chain": "menschenkette* solidaritätskette* lebend*_kette lichterkette*",
        "march": "marsch marsches märsche demonstrationszug* protestzug* friedensmarsch* friedensmärsche schweigemarsch* protestmarsch* frauenmarsch umzug zug aufmarsch fahrradkorso autokorso",
        "picket": "streikposten einzelprotest*",
        "rally": "kundgebung* demonstration* demo demos großdemonstration* mahnwache* protest proteste protests protestaktion* solidaritätsaktion* aktion aktionen solidaritätskundgebung* protestkundgebung* versammlung sitzblockade*",
        "performance": "performance* flashmob* kunstaktion* installation* lesung* lesemarathon*",
        "concert": "konzert* benefizkonzert* solidaritätskonzert*",
        "film": "filmvorführung* filmabend* dokumentarfilm* filmpremiere*",
        "exhibition": "ausstellung* fotoausstellung*",
        "commemoration": "gedenk* schweigeminute* trauerfeier* gottesdienst* kranzniederlegung*",
        "statement": "offen*_brief* petition* erklärung_unterz*",
        "messages": "briefabend* briefe_an_gefangene schreibabend* briefe_an_politisch* briefe_an_inhaftiert* postkarten_an_gefangene",
        "meeting": "podiumsdiskussion* rund*_tisch* treffen_mit",
        "other": "blockade*",
    },
    deeds={
        "chain": "bildeten_eine_menschenkette bilden_eine_menschenkette reichten_sich_die_hände hielten_sich_an_den_händen bilde*~menschenkette reichten~hände",
        "march": "marschier* zogen_durch ziehen_durch zog_durch auf_die_straße zogen_vom zog_vom ziehen_vom zogen_von zogen_zum zogen_zur liefen_durch liefen_vom",
        "rally": "demonstrier* protestier* versammelten_sich_zu hielten_plakate hielten_porträts hielten_schilder hielten~plakate hielten~porträts trugen~plakate",
        "picket": "",
        "commemoration": "legten_blumen zündeten_kerzen gedachten blumen_niedergelegt kerzen_angezündet kerzen_entzündet blumen_abgelegt zündeten_kerzen_an entzündeten_kerzen entzündeten zünde*~kerzen kerzen~angezündet kerzen~entzündet legten~blumen legten~kränze blumen~niedergelegt gedachten~opfer*",
        "performance": "tanzten_vor zeigten~performance",
        "statement": "unterzeichneten_einen_offenen",
        "messages": "schrieben_briefe briefe_geschrieben schreiben_briefe postkarten_geschrieben schrieben~briefe briefe~geschrieben verschickten~postkarten",
        "meeting": "trafen_angehörige trafen_familien trafen_sich_mit_angehörigen trafen~angehörige*",
        "other": "blockierten_die_straße blockierten_eine blockierten~straße blockierten~grenze",
        "film": "dokumentarfilm~gezeigt film~gezeigt zeigten~film",
        "concert": "sangen~lieder",
    },
    gathered="versammel* kamen gekommen kommen beteilig* nahmen_teil teilgenommen nehmen_teil teilnahmen trafen zogen ziehen folgten standen stehen schlossen_sich strömten sind_gekommen erschienen gegangen ging gingen personen_teil menschen_teil leute_teil teilnehmende_teil demonstrierende_teil",
    going="zogen zog ziehen liefen gingen",
    through="durch vom entlang",
    held="statt stattgefunden fand fanden veranstaltet* abgehalten gezeigt organisiert* aufgerufen eröffnet* gaben gab zusammen beginnt begann endete läuft wurde_gezeigt hielten erinnerten bilden bildeten",
    ahead="geplant* findet angekündigt* wird werden soll sollen will wollen ruft rufen laden lädt morgen bevor anstehend*",
    banned="verboten verbietet verbieten verbot untersag* nicht_genehmigt",
    cancelled="abgesagt verschoben sagt_ab abgeblasen",
    aftermath="gericht gerichts gerichte verurteil* urteil urteile haftstrafe* sanktion* sanktionspaket* interview gespräch_mit umfrage* befragt* befragung* bundespolizei grenzübertritt* durchsuch* razzia* verhör* wegen_teilnahme anklage* staatsanwalt* geldstrafe* gestorben gesetz* einreisen nachruf* buch buchs buches bücher erinnert_sich kolumne warteschlange* beschuss beschossen erdbeben visa grenze_überquer* grenzübertritte",
    events="veranstaltung* versammlung* autokorso* umzug*",
    arrests="festgenommen* festnahme* verhaft* in_haft haft",
    loose="aktion aktionen zug umzug versammlung",
    civic="protest* aktivist* solidar* diaspora exil* opposition* gefangen* rechte freiheit* krieg* regime* diktat* demokrat* repress* frieden* plakat* banner* fahnen flaggen antikrieg* gewerkschaft* streik* klima* kerzen mahnwache* lichterkette* referendum invasion angriff* verfolg* folter* unabhängigkeit* belarus* ukrain* iran* wahl wahlen rassismus rechtsextrem* korruption gegen kriegsgefangen* geiseln inhaftiert*",
    past="vor_einem_jahr jahren jahre_zuvor im_vorjahr vergangenes_jahr letztes_jahr damals vor_jahren",
    topic="solidarität_mit unterstütz* gegen für_die_freilassung freilassung proteste_in protesten_in ereignisse*_in opfer krieg invasion fordern forderten zugunsten anlass solidarisch erinnerten_damit zur_unterstützung freiheit_für für_belarus für_die_ukraine für_ukraine für_frieden für_iran für_freiheit für_demokratie zum_gedenken im_gedenken",
    crowd="menschen personen person leute teilnehm* teilnehmer* demonstrant* demonstrierend* demonstrationsteilnehm* protestierend* aktivist* unterstützer* frauen männer student* studierend* einwohner* bürger* belarus* ukrainer* russen russinnen polen litauer* georgier* iraner* berliner* leipziger* arbeiter* ärzt* lehrer* vertreter* exil* politiker* diplomat* gläubig* rentner* kinder musiker* zuschauer* freiwillig* geflüchtet* schüler* besucher* gäste anhänger* kundgebungsteilnehm* münchner* kölner* wiener* zürcher* hamburger* freunde angehörige mitglieder",
    crowd_endings="isten innen nehmende ierende ende",
    others="polizist* polizeibeamt* beamt* einsatzkräft* soldat* festgenommen* festnahme* verhaftet* häftling* gefangene* gefangen inhaftiert* in_haft haft sitzen_aus gefängnis* getötet* tote toten verletzt* registriert* angemeldet* erwarte* erwartet rechnen kapazität plätze sitzplätze befragten befragte umfrage grenze prozent kilometer km meter metern stunden tage tagen jahre jahren jahr monat* minuten städten städte ländern länder euro dollar organisationen werke bilder briefe unterschriften liste straßen abgeordnet* einreis* entitäten geflohen vertrieben* kriegsgefangen* kandidat* firmen unternehmen mal uhr hoffen hofft rechnet folter* gefoltert misshandelt opfer* entlassen*",
    about="rund etwa ungefähr circa ca knapp_über schätzungsweise an_die zirka",
    over="über mehr_als mindestens wenigstens",
    nearly="fast knapp nahezu beinahe annähernd",
    up_to="bis_zu höchstens maximal",
    ranging="zwischen von",
    to="bis",
    joins="und oder",
    of="von",
    numbers={
        **_COMPOUND,
        1500: "anderthalbtausend eineinhalbtausend", 150: "anderthalbhundert",
        1: " eins", 2: "zwei", 3: "drei", 4: "vier", 5: "fünf", 6: "sechs", 7: "sieben", 8: "acht", 9: "neun", 10: "zehn", 11: "elf", 12: "zwölf", 13: "dreizehn", 14: "vierzehn", 15: "fünfzehn", 16: "sechzehn", 17: "siebzehn",
        18: "achtzehn", 19: "neunzehn", 20: "zwanzig", 30: "dreißig", 40: "vierzig", 50: "fünfzig", 60: "sechzig", 70: "siebzig", 80: "achtzig", 90: "neunzig", 200: "zweihundert", 300: "dreihundert", 400: "vierhundert",
        500: "fünfhundert", 600: "sechshundert", 700: "siebenhundert", 800: "achthundert", 900: "neunhundert", 2000: "zweitausend", 3000: "dreitausend", 4000: "viertausend", 5000: "fünftausend", 10000: "zehntausend",
    },
    scales={
        10: ("", ""), 12: ("dutzend", "dutzende dutzenden"), 100: ("hundert einhundert", "hunderte hunderten"), 1000: ("tausend eintausend", "tausende tausenden"),
        10000: ("", "zehntausende zehntausenden"), 100000: ("hunderttausend", "hunderttausende hunderttausenden"), 1000000: ("million", "millionen"),
    },
    factors={3: "mehrere mehreren einige einigen wenige wenigen", 2: "paar", 1.5: "anderthalb", 0.5: "halbes"},
    sized={
        1: "köpfig* starker starke ", 20: "zwanzigköpfig*", 30: "dreißigköpfig*", 40: "vierzigköpfig*", 50: "fünfzigköpfig*", 60: "sechzigköpfig*", 70: "siebzigköpfig*",
        80: "achtzigköpfig*", 100: "hundertköpfig*", 200: "zweihundertköpfig*", 300: "dreihundertköpfig*", 500: "fünfhundertköpfig*", 1000: "tausendköpfig*", 2000: "vieltausendköpfig*",
    },
    inside="in im ins",
    near="vor am an auf bei beim neben gegenüber zum unter",
    start="von vom ab",
    venues="platz plätze *platz botschaft* konsulat* generalkonsulat* park straße straßen allee brücke kirche dom denkmal mahnmal parlament rathaus rathausmarkt marktplatz marktplatz* augustusplatz museum universität bahnhof hauptbahnhof schloss kino werkstattkino theater club galerie ministerium kanzleramt zentrum innenstadt altstadt haus tor botschaftsgebäude ufer siegessäule volkskundemuseum halle schule",
    embassies="botschaft* konsulat* generalkonsulat*",
    capital="hauptstadt bundeshauptstadt",
    seats="parlament* regierungssitz* präsidentenpalast* sejm seimas knesset",
    weekdays=("montag*", "dienstag*", "mittwoch*", "donnerstag*", "freitag*", "samstag* sonnabend*", "sonntag*"),
    days={0: "heute heutig* heute_abend", -1: "gestern gestrig*", 1: "morgen_abend morgen_-", -2: "vorgestern", 2: "übermorgen"},
    coming="kommend* nächst* diesen",
    telling="über geschichte_der",
    since="seit nach ab",
    weekend="wochenende wochenendes",
    from_day={-1: "am_vortag tags_zuvor einen_tag_zuvor am_tag_zuvor am_tag_davor", 1: "am_nächsten_tag tags_darauf am_tag_darauf am_tag_danach"},
    ago={1: "tag tagen", 7: "woche wochen"},
    feasts={
        "02-07": "tag_der_solidarität_mit_belarus", "03-25": "tag_der_freiheit freiheitstag", "03-08": "frauentag weltfrauentag", "08-24": "unabhängigkeitstag_der_ukraine ukrainischen_unabhängigkeitstag",
        "12-10": "tag_der_menschenrechte", "05-01": "tag_der_arbeit",
    },
    nations={
        "BY": "belarus* belarussisch* belarusisch* weißruss*", "UA": "ukrain*", "RU": "russisch* russland* russen", "PL": "polnisch* polen", "LT": "litau*", "LV": "lett*", "EE": "estnisch* estland*", "DE": "deutsch*", "GB": "britisch* großbritann*", "US": " us amerikanisch* usa", "CZ": "tschech*",
        "SK": "slowak*", "FR": "französisch* frankreich*", "IT": "italien*", "ES": "spanisch* spanien*", "SE": "schwedisch* schweden*", "NO": "norweg*", "FI": "finnisch* finnland*", "DK": "dänisch* dänemark*", "GE": "georgi*", "AM": "armeni*", "KZ": "kasach*", "MD": "moldau*",
        "IR": "iran*", "IL": "israel*", "TR": "türk*", "CN": "chines* china*", "JP": "japan*", "AT": "österreich*", "CH": "schweizer* schweiz", "NL": "niederländ* niederlande*", "BE": "belgi*", "HU": "ungar*", "RO": "rumän*", "BG": "bulgar*", "GR": "griech*", "PT": "portugies*", "IE": "irisch* irland*",
        "CA": "kanad*", "AU": "austral*",
    },
    cities={
        "Berlin": "berliner*", "Hamburg": "hamburger*", "Munich": "münchner* münchener*", "Cologne": "kölner*", "Leipzig": "leipziger*", "Dresden": "dresdner*", "Vienna": "wiener*", "Zürich": "zürcher*", "Warsaw": "warschauer*", "Moscow": "moskauer*", "Minsk": "minsker*", "Kyiv": "kiewer* kyjiwer*",
        "Vilnius": "vilniuser* wilnaer*", "Prague": "prager*", "Paris": "pariser*", "London": "londoner*", "Frankfurt am Main": "frankfurter*", "Stuttgart": "stuttgarter*", "Düsseldorf": "düsseldorfer*", "Bremen": "bremer*", "Hanover": "hannoveraner*", "Bonn": "bonner*", "Basel": "basler*", "Bern": "berner*",
        "Nürnberg": "nürnberger*", "Brussels": "brüsseler*", "Graz": "grazer*", "Salzburg": "salzburger*", "Essen": "essener*", "Dortmund": "dortmunder*", "Potsdam": "potsdamer_altstadt potsdamer_innenstadt", "Halle": "hallenser*", "Jena": "jenaer*", "Freiburg": "freiburger*", "Kiel": "kieler*", "Geneva": "genfer*",
    },
    by="laut nach_angaben_der nach_angaben_des nach_angaben_von nach_angaben nach_polizeiangaben unter_berufung_auf zufolge nach_schätzung* so",
    reports="berichtet berichten berichtete berichteten meldet meldeten meldete schreibt teilte sprach sprachen schätzt schätzte zählte",
    media="die der das agentur nachrichtenagentur zeitung sender portal wie von  der_dem",
    counters="polizei polizeiangaben veranstalter* organisator* behörden",
    organised="organisiert* veranstaltet* veranstalter* organisator* aufgerufen initiiert* organisatorinnen initiator* angemeldet anmelder*",
    groups="verein bündnis initiative gruppe organisation bewegung verband stiftung gewerkschaft gesellschaft netzwerk vereinigung mitglieder_des mitglieder_der komitee kollektiv",
    spoke="sagte sagt sprach erklärte betonte forderte rief dankte rede_von erzählt ergänzte hielt_eine_rede sprachen redner* rednerinnen",
)  # fmt: skip
