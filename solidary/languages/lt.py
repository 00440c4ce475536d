"""Lithuanian."""

from __future__ import annotations

from solidary.languages.language import Dates, Language, MediaWords, PageWords, Stems

LANGUAGE = Language(
    code="lt",
    name="Lietuvių",
    rank=60,
    locale="lt",
    reads=("lt",),
    script="latin",
    direction="ltr",
    alphabet="ąčęėįšųūž",
    letters="ėįųūšžč",
    foreign="łńśźżćäöüß",
    small_words="""
        ir į su kad iš dėl už apie po prie nuo kaip yra buvo prieš bei tai bet per jau ne
    """,
    encodings="cp1257 iso-8859-13",
    marked="""
        lt lit lithuanian літ литовском литоўскай литовською litewsku litewski lietuvių litauisch
    """,
    dates=Dates(
        months=(
            "sausį saus sausyje",
            "vasarį vasaryje vas",
            "kovą kove kov",
            "balandį balandyje bal",
            "gegužę gegužėje geg",
            "birželį birželyje birž",
            "liepą liepoje liep",
            "rugpjūtį rugpjūtyje rugp",
            "rugsėjį rugsėjyje rugs",
            "spalį spalyje spal",
            "lapkritį lapkrityje lapkr",
            "gruodį gruodyje gruod",
        ),
        weekdays=(
            "pirmadienį pirm",
            "antradienį antr",
            "trečiadienį treč",
            "ketvirtadienį ketv",
            "penktadienį penkt",
            "šeštadienį šešt",
            "sekmadienį sekm",
        ),
        beside="""
            paskelbta | publikuota | skelbta | publikavimo | įdėta | sukurta | m | metai | metų
            metais | d | diena | dieną | val | min | nuo | laikas
        """,
        updated="atnaujinta | pakeista | redaguota | pataisyta",
        relative="šiandien | vakar | užvakar | dabar | ką tik",
        ago="prieš",
        units="""
            sekundžių | minutę | minutes | minučių | valandą | valandas | valandų | val | dieną
            dienas | dienų | savaitę | savaites | savaičių | mėnesį | mėnesius | mėnesių | metus
            metų
        """,
        year_alone="m metai",
        year_behind="m d",
        year_before_month=(r"\s*m\.", "-ųjų"),
        year_before_day=("-aisiais", r"\s+metų"),
    ),
    stems=Stems(
        snowball="lithuanian",
        irregular="""
            žmogus žmogaus žmogui žmogų žmogumi žmonės žmonių žmonėms žmones žmonėmis žmonėse
            metai metų metams metus metais metuose
        """,
    ),
    organizations="""
        agentūra ambasada asociacija biuras centras draugija fondas grupė iniciatyva institutas
        kolegija kolektyvas komanda komisija komitetas klubas laikraštis leidykla ministerija
        naujienos organizacija partija projektas radijas redakcija sąjunga sąjūdis studija taryba
        tarnyba televizija universitetas žurnalas
    """,
    media=MediaWords(
        video="vaizdo filmas videosiužetas",
        audio="garso tinklalaidė",
        photos="nuotraukos nuotraukų nuotr fotogalerija galerija",
        subtitles="subtitrai subtitrais",
        joining="su ir kalba",
    ),
    page=PageWords(
        navigation="""
            pagrindinis | pagrindinis puslapis | pradžia | pradinis | titulinis
            pagrindinis meniu | meniu | atidaryti meniu | uždaryti meniu | pereiti prie turinio
            pereiti į turinį | praleisti navigaciją | navigacija | paieška | ieškoti | ieškok
            paieškos rezultatai | uždaryti | atgal | į viršų | aukštyn | toliau | kitas
            kitas puslapis | ankstesnis | ankstesnis puslapis | senesni | naujesni
            įkelti daugiau | rodyti daugiau | rodyti visus | rodyti viską | kraunama | palaukite
            prašome palaukti | daugiau | daugiau naujienų | visos naujienos | visi
            skaityti daugiau | skaityti toliau | skaitykite daugiau | skaityti | plačiau
            išsamiau | žiūrėti | žiūrėti vaizdo įrašą | klausyti | prenumerata | prenumeruoti
            prenumeruokite | prenumeruokite naujienlaiškį | naujienlaiškis | užsiprenumeruoti
            prisijungti | atsijungti | registruotis | registracija | mano paskyra | sekite mus
            dalintis | dalintis facebook | dalinkitės | pasidalinti | pasidalyti | dalytis
            spausdinti | komentaras | komentarai | komentarų | nėra komentarų | komentuoti
            rašyti komentarą | palikti komentarą | peržiūros | peržiūrų | min skaitymo
            skaitymo laikas | reklama | paremti | paremkite mus | paremk | aukoti | apie mus
            apie projektą | apie | redakcija | komanda | kontaktai | kontaktas | karjera
            naudojimo sąlygos | naudojimosi taisyklės | taisyklės | privatumo politika
            slapukų politika | slapukų nustatymai | slapukai | sutinku | sutinku su visais
            priimti | priimti visus | priimti visus slapukus | atmesti | atmesti visus | nesutinku
            supratau | gerai | svetainės medis | svetainės žemėlapis | archyvas | žymos | žyma
            kategorijos | kategorija | temos | tema | filtruoti | rūšiuoti | naujausi | naujausios
            naujausios naujienos | paskutinės naujienos | skaitomiausi | skaitomiausios
            populiariausi | populiariausios | populiaru | susiję straipsniai
            susijusios naujienos | taip pat skaitykite | taip pat žiūrėkite | rekomenduojame
            redakcijos pasirinkimas | kalba | kalbos | lietuvių | lietuvių kalba | pakeisti kalbą
            visos teisės saugomos | mobili versija | pilna versija | puslapis | puslapiai
            autoriai | autorius | visos žymos | pagalba | siųsti | projektai
        """,
        sections="""
            naujienos | naujiena | politika | visuomenė | ekonomika | verslas | kultūra | sportas
            pasaulis | pasaulyje | užsienis | lietuva | lietuvoje | regionai | nuomonė | nuomonės
            analizė | interviu | reportažas | reportažai | nuotraukos | galerija | fotogalerija
            vaizdo įrašai | video | audio | tinklalaidė | tinklalaidės | tinklaraštis | mokslas
            technologijos | sveikata | istorija | žmogaus teisės | žiniasklaida | įvykiai
            baltarusija | ukraina | rusija | lenkija | vokietija | europa | pareiškimas
            pareiškimai | renginiai | tyrimas | tyrimai | karas | rinkimai | švietimas | diaspora
            solidarumas | represijos | protestai | žmonės | kariuomenė | religija | straipsniai
        """,
        labels="""
            nuotr | nuotrauka | nuotraukos | autorius | autorė | tekstas | šaltinis | redaktorius
            žymos | žyma | temos | kategorija | kategorijos | skiltis | taip pat skaitykite
            skaitykite taip pat | taip pat žiūrėkite | dalintis | peržiūros | komentarai
            iliustracija
        """,
        related="""
            taip pat skaitykite | skaitykite taip pat | taip pat žiūrėkite | skaityk daugiau
        """,
        tag_labels="""
            žyma | žymos | tema | įrašai su žyma | straipsniai su žyma | grotažymė | dosjė
            kategorija
        """,
        consent="""
            naudojame | naudojami | naudoja | jūs sutinkate | sutinkate | naršydami | tęsdami
        """,
        cookies=("slapuk",),
        rights=("visos teisės",),
        minutes=("min",),
        reading=("skaitymo",),
        domains="lt",
    ),
    in_language=(("", "{stem} kalba"),),
    from_language=(("", "iš {stem} kalbos"),),
)
