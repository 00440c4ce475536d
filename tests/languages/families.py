"""Forms of words, a family a line: asking for any one must find every other."""

FAMILIES = {
    "be": """
        Салідарнасць Салідарнасці салідарнасцю
        Ціханоўская Ціханоўскай Ціханоўскую
        Беларусь Беларусі Беларуссю
        Вільня Вільні Вільню Вільняй
        пратэст пратэсту пратэсты пратэстаў пратэстах пратэстамі пратэсце
        жанчына жанчыны жанчын жанчынам жанчынамі
        палітвязень палітвязня палітвязні палітвязняў палітвязням
        затрыманы затрыманая затрыманых затрыманага затрыманыя
        падтрымаць падтрымаў падтрымала падтрымалі
        Магілёў Магілёва Магілёве
        Варшава Варшаве Варшаву Варшавай
        Кавалёў Кавалёва Кавалёву Кавалёвым
        улада улады уладзе уладу ўлада
        незалежны незалежная незалежнага незалежных незалежнай
        бежанец бежанца бежанцы бежанцаў
        Амерыка Амерыкі Амерыцы Амерыку
        Прага Прагі Празе
        сьвет свет сьвеце свету
        унівэрсытэт універсітэт універсітэта ўніверсітэце
        плян план плана пляну
        Святлана Сьвятлана Святланы Святлану
    """,
    "ru": """
        солидарность солидарности солидарностью
        Тихановская Тихановской Тихановскую
        Беларусь Беларуси Беларусью
        Вильнюс Вильнюсе Вильнюса
        протест протеста протесты протестов протестах
        женщина женщины женщин женщинам
        политзаключённый политзаключенные политзаключённых
        поддержал поддержала поддержали
        независимый независимая независимого независимых
        Минск Минска Минске Минску
        задержанный задержанные задержанных задержана
        Могилёв Могилева Могилеве
        Иванов Иванова Ивановым
    """,
    "uk": """
        солідарність солідарності солідарністю
        Тихановська Тихановської Тихановську Тихановській
        Білорусь Білорусі Білоруссю
        Київ Києва Києві Києвом
        Львів Львова Львові Львовом
        Харків Харкова Харкові
        протест протесту протести протестів протестах
        жінка жінки жінок жінкам жінці
        політв'язень політв’язня політвʼязні політв`язнів
        незалежний незалежна незалежного незалежних незалежної
        підтримати підтримав підтримала підтримали
        затриманий затримана затриманих
    """,
    "en": """
        solidarity Solidarity's
        Tsikhanouskaya Tsikhanouskaya’s
        protest protests protesting protested
        woman women women's
        prisoner prisoners prisoner's prisoners'
        support supports supported supporting
        city cities
        Vilnius Vilnius's
        Belarus Belarusian Belarusians
        declare declares declared declaring
    """,
    "pl": """
        solidarność solidarności Solidarnością solidarnosci
        Cichanouska Cichanouskiej Cichanouską
        Białoruś Białorusi Białorusią Bialorusi
        Wilno Wilna Wilnie
        protest protestu protesty protestów protestach
        kobieta kobiety kobiet kobietom kobietami
        więzień więźnia więźniów więźniowie
        wspierać wspierał wspierała wspierali
        niepodległy niepodległa niepodległego niepodległych
        Warszawa Warszawy Warszawie Warszawę
        Białystok Białegostoku Białymstoku Bialystok
        Łukaszenka Łukaszenki Lukaszenke
    """,
    "lt": """
        solidarumas solidarumo solidarumą
        Cichanouskaja Cichanouskajos Cichanouskają
        Baltarusija Baltarusijos Baltarusijoje Baltarusiją
        Vilnius Vilniaus Vilniuje Vilnių
        protestas protestai protestų protestuose
        moteris moterys moterų moterims
        kalinys kalinio kaliniai kalinių
        palaikyti palaikė palaiko
        nepriklausomas nepriklausoma nepriklausomos nepriklausomų
        Kaunas Kauno Kaune
        Žalgiris Žalgirio Zalgirio
    """,
    "de": """
        Häuser Haus Häusern Hauses
        Solidarität Solidaritat
        Zichanouskaja Zichanouskajas
        Frau Frauen
        Gefangene Gefangenen Gefangener
        unterstützen unterstützt unterstützte unterstützten
        unabhängig unabhängige unabhängigen unabhängiger
        Wahl Wahlen
        Stadt Städte
        Protest Proteste Protesten Protests
        verhaftet verhaften verhaftete
        Straße Strasse Straßen
    """,
}

STRANGERS = {
    "be": "мова мера · свята свет · турма турызм · права правіла · вязень вяза · горад гара",
    "ru": "право правда · город гора · мир мирра · закон заказ",
    "uk": "мова море · право правда · місто мистецтво",
    "en": "union unit · police polite · march marble",
    "pl": "prawo prawda · miasto mistrz · praca pramatka",
    "lt": "teisė teismas · miestas mistika",
    "de": "Recht Rechner · Haft Hafen · Freiheit Freitag",
}


def lines(table: dict[str, str], apart: str) -> list[tuple[str, list[str]]]:
    """Each line of a table with its language, cut into words."""
    return [
        (language, line.split())
        for language, text in table.items()
        for line in text.strip().split(apart)
    ]
