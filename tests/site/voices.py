"""What the example newsroom says in each language: one of everything a page needs words for."""

from __future__ import annotations

from dataclasses import dataclass


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


VOICES: dict[str, Voice] = {
    "en": Voice(
        newsroom="Free Sheet",
        tagline="News of Belarus and its neighbours, written in four countries",
        topic="Solidarity with Belarus",
        standfirst="Belarusians abroad stand by those at home. We have gathered their photos and "
        "messages.",
        headlines=(
            "Sixty cities, one evening: how Belarusians abroad marked the Day of Solidarity",
            "Polish president speaks to Belarusians on the anniversary of the August Accords",
            "Flowers instead of bars: wishes for Women’s Day",
            "Over two hundred people form a living chain along Gediminas Avenue",
            "Diplomats meet relatives of political prisoners in Minsk",
            "“We will not stop”: three days with the choir that sings outside embassies",
            "Self-organised and unregistered: what became of the courtyard groups",
        ),
        summary="People came with white-red-white flags, umbrellas and thermos flasks; the "
        "youngest was four.",
        paragraph="The line began at the cathedral and ended at the river. <b>Nobody had been told "
        "where to stand</b>; people simply took the next free hand. “It held for twenty minutes,” "
        "said the organisers, who had hoped for ten. Passers-by asked what the flag meant and some "
        'of them stayed. A tram driver <a href="https://example.org/tram">rang his bell</a> all '
        "the way to the bridge.",
        quote="I have not been home for four years. Tonight home came to the square and held my "
        "hand.",
        who="Alena",
        cities=("Vilnius", "Warsaw", "Białystok", "Kyiv", "Berlin"),
        caption="The line reached the river before the lamps were lit",
        credit="Photo sent by readers",
    ),
    "be": Voice(
        newsroom="Вольны Аркуш",
        tagline="Навіны Беларусі і суседзяў, напісаныя ў чатырох краінах",
        topic="Салідарнасць з Беларуссю",
        standfirst="Беларусы за мяжой падтрымліваюць тых, хто дома. Мы сабралі іх фотаздымкі і "
        "пасланні.",
        headlines=(
            "Шэсцьдзясят гарадоў, адзін вечар: як беларусы замежжа адзначылі Дзень салідарнасці",
            "Прэзідэнт Польшчы звярнуўся да беларусаў у гадавіну Жнівеньскіх пагадненняў",
            "Кветкі замест кратаў: віншаванні з Днём жанчын",
            "Больш за дзвесце чалавек сталі ў жывы ланцуг на праспекце Гедыміна",
            "Дыпламаты сустрэліся ў Мінску са сваякамі палітвязняў",
            "«Мы не спынімся»: тры дні з хорам, які спявае каля амбасадаў",
            "Самаарганізаваныя і незарэгістраваныя: што сталася з дваровымі супольнасцямі",
        ),
        summary="Людзі прыйшлі з бел-чырвона-белымі сцягамі, парасонамі і тэрмасамі; самаму малому "
        "— чатыры гады.",
        paragraph="Ланцуг пачаўся ля катэдры і скончыўся ля ракі. <b>Ніхто не казаў, дзе каму "
        "стаяць</b>: людзі проста бралі наступную вольную руку. «Ён трымаўся дваццаць хвілін», — "
        "кажуць арганізатары, якія спадзяваліся на дзесяць. Мінакі пыталіся, што значыць сцяг, і "
        'некаторыя заставаліся. Вадзіцель трамвая <a href="https://example.org/tram">званіў</a> да '
        "самага моста.",
        quote="Я не была дома чатыры гады. Сёння дом прыйшоў на плошчу і ўзяў мяне за руку.",
        who="Алена",
        cities=("Вільня", "Варшава", "Беласток", "Кіеў", "Берлін"),
        caption="Ланцуг дайшоў да ракі, пакуль не запалілі ліхтары",
        credit="Фота даслалі чытачы",
    ),
    "ru": Voice(
        newsroom="Вольный лист",
        tagline="Новости Беларуси и соседей, написанные в четырёх странах",
        topic="Солидарность с Беларусью",
        standfirst="Белорусы за границей поддерживают тех, кто дома. Мы собрали их снимки и "
        "послания.",
        headlines=(
            "Шестьдесят городов, один вечер: как белорусы зарубежья отметили День солидарности",
            "Президент Польши обратился к белорусам в годовщину Августовских соглашений",
            "Цветы вместо решёток: поздравления с Женским днём",
            "Больше двухсот человек встали в живую цепь на проспекте Гедимина",
            "Дипломаты встретились в Минске с родными политзаключённых",
            "«Мы не остановимся»: три дня с хором, который поёт у посольств",
            "Самоорганизованные и незарегистрированные: что стало с дворовыми чатами",
        ),
        summary="Люди пришли с бело-красно-белыми флагами, зонтами и термосами; самому младшему "
        "четыре года.",
        paragraph="Цепь началась у собора и закончилась у реки. <b>Никто не говорил, где кому "
        "стоять</b>: люди просто брали следующую свободную руку. «Она продержалась двадцать "
        "минут», — говорят организаторы, которые надеялись на десять. Прохожие спрашивали, что "
        "значит флаг, и некоторые оставались. Водитель трамвая "
        '<a href="https://example.org/tram">звонил</a> до самого моста.',
        quote="Я не была дома четыре года. Сегодня дом пришёл на площадь и взял меня за руку.",
        who="Алёна",
        cities=("Вильнюс", "Варшава", "Белосток", "Киев", "Берлин"),
        caption="Цепь дошла до реки раньше, чем зажгли фонари",
        credit="Снимок прислали читатели",
    ),
    "uk": Voice(
        newsroom="Вільний аркуш",
        tagline="Новини Білорусі та сусідів, написані у чотирьох країнах",
        topic="Солідарність із Білоруссю",
        standfirst="Білоруси за кордоном підтримують тих, хто вдома. Ми зібрали їхні світлини та "
        "послання.",
        headlines=(
            "Шістдесят міст, один вечір: як білоруси за кордоном відзначили День солідарності",
            "Президент Польщі звернувся до білорусів у річницю Серпневих угод",
            "Квіти замість ґрат: привітання з Жіночим днем",
            "Понад двісті людей стали в живий ланцюг на проспекті Гедиміна",
            "Дипломати зустрілися в Мінську з рідними політв’язнів",
            "«Ми не зупинимося»: три дні з хором, який співає біля посольств",
            "Самоорганізовані й незареєстровані: що сталося з дворовими спільнотами",
        ),
        summary="Люди прийшли з біло-червоно-білими прапорами, парасолями й термосами; "
        "наймолодшому чотири роки.",
        paragraph="Ланцюг почався біля собору й закінчився біля річки. <b>Ніхто не казав, де кому "
        "стояти</b>: люди просто брали наступну вільну руку. «Він тримався двадцять хвилин», — "
        "кажуть організатори, які сподівалися на десять. Перехожі питали, що означає прапор, і "
        'дехто залишався. Водій трамвая <a href="https://example.org/tram">дзвонив</a> аж до мосту.',
        quote="Я не була вдома чотири роки. Сьогодні дім прийшов на площу і взяв мене за руку.",
        who="Олена",
        cities=("Вільнюс", "Варшава", "Білосток", "Київ", "Берлін"),
        caption="Ланцюг дійшов до річки раніше, ніж засвітили ліхтарі",
        credit="Світлину надіслали читачі",
    ),
    "pl": Voice(
        newsroom="Wolny Arkusz",
        tagline="Wiadomości z Białorusi i od sąsiadów, pisane w czterech krajach",
        topic="Solidarność z Białorusią",
        standfirst="Białorusini za granicą wspierają tych, którzy zostali w domu. Zebraliśmy ich "
        "zdjęcia i wiadomości.",
        headlines=(
            "Sześćdziesiąt miast, jeden wieczór: jak Białorusini obchodzili Dzień Solidarności",
            "Prezydent Polski zwrócił się do Białorusinów w rocznicę Porozumień Sierpniowych",
            "Kwiaty zamiast krat: życzenia na Dzień Kobiet",
            "Ponad dwieście osób utworzyło żywy łańcuch w alei Giedymina",
            "Dyplomaci spotkali się w Mińsku z rodzinami więźniów politycznych",
            "„Nie przestaniemy”: trzy dni z chórem, który śpiewa przed ambasadami",
            "Samoorganizujące się i niezarejestrowane: co stało się z podwórkowymi społecznościami",
        ),
        summary="Ludzie przyszli z biało-czerwono-białymi flagami, parasolami i termosami; "
        "najmłodszy miał cztery lata.",
        paragraph="Łańcuch zaczął się przy katedrze, a skończył nad rzeką. <b>Nikt nie mówił, gdzie "
        "kto ma stanąć</b>; ludzie po prostu chwytali następną wolną rękę. „Trzymał się dwadzieścia "
        "minut”, powiedzieli organizatorzy, którzy liczyli na dziesięć. Przechodnie pytali, co "
        'oznacza flaga, i niektórzy zostawali. Motorniczy <a href="https://example.org/tram">'
        "dzwonił</a> aż do mostu.",
        quote="Nie byłam w domu od czterech lat. Dziś dom przyszedł na plac i wziął mnie za rękę.",
        who="Alena",
        cities=("Wilno", "Warszawa", "Białystok", "Kijów", "Berlin"),
        caption="Łańcuch dotarł do rzeki, zanim zapalono latarnie",
        credit="Zdjęcie nadesłane przez czytelników",
    ),
    "lt": Voice(
        newsroom="Laisvas lapas",
        tagline="Baltarusijos ir kaimynų naujienos, rašomos keturiose šalyse",
        topic="Solidarumas su Baltarusija",
        standfirst="Baltarusiai užsienyje palaiko likusius namuose. Surinkome jų nuotraukas ir "
        "žinutes.",
        headlines=(
            "Šešiasdešimt miestų, vienas vakaras: kaip baltarusiai minėjo Solidarumo dieną",
            "Lenkijos prezidentas kreipėsi į baltarusius Rugpjūčio susitarimų metinių proga",
            "Gėlės vietoj grotų: sveikinimai Moters dienos proga",
            "Daugiau kaip du šimtai žmonių sustojo į gyvąją grandinę Gedimino prospekte",
            "Diplomatai Minske susitiko su politinių kalinių artimaisiais",
            "„Mes nesustosime“: trys dienos su choru, dainuojančiu prie ambasadų",
            "Susiorganizavusios ir neįregistruotos: kas nutiko kiemų bendruomenėms",
        ),
        summary="Žmonės atėjo su baltai raudonai baltomis vėliavomis, skėčiais ir termosais; "
        "jauniausiam buvo ketveri.",
        paragraph="Grandinė prasidėjo prie katedros ir baigėsi prie upės. <b>Niekas nesakė, kam kur "
        "stovėti</b>; žmonės tiesiog ėmė artimiausią laisvą ranką. „Ji laikėsi dvidešimt minučių“, "
        "– sakė organizatoriai, tikėjęsi dešimties. Praeiviai klausė, ką reiškia vėliava, ir kai "
        'kurie liko. Tramvajaus vairuotojas <a href="https://example.org/tram">skambino</a> iki pat '
        "tilto.",
        quote="Namuose nebuvau ketverius metus. Šįvakar namai atėjo į aikštę ir paėmė mane už rankos.",
        who="Alena",
        cities=("Vilnius", "Varšuva", "Balstogė", "Kyjivas", "Berlynas"),
        caption="Grandinė pasiekė upę dar neuždegus žibintų",
        credit="Nuotrauką atsiuntė skaitytojai",
    ),
    "de": Voice(
        newsroom="Freies Blatt",
        tagline="Nachrichten aus Belarus und der Nachbarschaft, geschrieben in vier Ländern",
        topic="Solidarität mit Belarus",
        standfirst="Belarussen im Ausland stehen denen zu Hause bei. Wir haben ihre Fotos und "
        "Botschaften gesammelt.",
        headlines=(
            "Sechzig Städte, ein Abend: So begingen Belarussen im Ausland den Tag der Solidarität",
            "Polens Präsident spricht zum Jahrestag der Augustabkommen zu den Belarussen",
            "Blumen statt Gitter: Wünsche zum Frauentag",
            "Über zweihundert Menschen bilden eine lebende Kette auf dem Gediminas-Prospekt",
            "Diplomaten treffen in Minsk Angehörige politischer Gefangener",
            "„Wir hören nicht auf“: drei Tage mit dem Chor, der vor Botschaften singt",
            "Selbstorganisierte Nachbarschaftsgemeinschaftsversammlungen bleiben unregistriert",
        ),
        summary="Die Menschen kamen mit weiß-rot-weißen Fahnen, Regenschirmen und Thermoskannen; "
        "das jüngste Kind war vier.",
        paragraph="Die Kette begann an der Kathedrale und endete am Fluss. <b>Niemand hatte gesagt, "
        "wo man stehen soll</b>; die Leute nahmen einfach die nächste freie Hand. „Sie hielt "
        "zwanzig Minuten“, sagten die Organisatoren, die auf zehn gehofft hatten. Passanten "
        "fragten, was die Fahne bedeutet, und manche blieben. Ein Straßenbahnfahrer "
        '<a href="https://example.org/tram">läutete</a> bis zur Brücke.',
        quote="Ich war vier Jahre nicht zu Hause. Heute kam das Zuhause auf den Platz und nahm mich "
        "an der Hand.",
        who="Alena",
        cities=("Vilnius", "Warschau", "Białystok", "Kyjiw", "Berlin"),
        caption="Die Kette erreichte den Fluss, ehe die Laternen brannten",
        credit="Foto von Leserinnen und Lesern",
    ),
    "ar": Voice(
        newsroom="الورقة الحرة",
        tagline="أخبار بيلاروسيا وجيرانها، تُكتب في أربعة بلدان",
        topic="التضامن مع بيلاروسيا",
        standfirst="البيلاروسيون في الخارج يساندون من في الوطن. جمعنا صورهم ورسائلهم.",
        headlines=(
            "ستون مدينة ومساء واحد: كيف أحيا البيلاروسيون في الخارج يوم التضامن",
            "الرئيس البولندي يخاطب البيلاروسيين في ذكرى اتفاقات أغسطس",
            "زهور بدل القضبان: تهانٍ بيوم المرأة",
            "أكثر من مئتي شخص يشكلون سلسلة بشرية في شارع غيديميناس",
            "دبلوماسيون يلتقون أقارب السجناء السياسيين في مينسك",
            "«لن نتوقف»: ثلاثة أيام مع الجوقة التي تغني أمام السفارات",
            "منظمون ذاتيا وبلا تسجيل: ما وراء دردشات الأحياء",
        ),
        summary="جاء الناس بالأعلام والمظلات، وكان أصغرهم في الرابعة من عمره.",
        paragraph="بدأ الصف عند الكاتدرائية وانتهى عند النهر. <b>لم يقل أحد للناس أين يقفون</b>، بل "
        "أخذ كل منهم أقرب يد. وسأل المارة عن معنى العلم وبقي بعضهم. وقرع سائق الترام "
        '<a href="https://example.org/tram">جرسه</a> حتى الجسر.',
        quote="لم أعد إلى البيت منذ أربع سنوات. الليلة جاء البيت إلى الساحة وأمسك بيدي.",
        who="ألينا",
        cities=("فيلنيوس", "وارسو", "بياويستوك", "كييف", "برلين"),
        caption="بلغ الصف النهر قبل أن تضاء المصابيح",
        credit="صورة أرسلها القراء",
    ),
    "fa": Voice(
        newsroom="برگ آزاد",
        tagline="خبرهای بلاروس و همسایگانش، نوشته‌شده در چهار کشور",
        topic="همبستگی با بلاروس",
        standfirst="بلاروسی‌های خارج از کشور پشت مردم خانه ایستاده‌اند. عکس‌ها و پیام‌هایشان را گرد آورده‌ایم.",
        headlines=(
            "شصت شهر، یک شب: بلاروسی‌های خارج از کشور روز همبستگی را چگونه گذراندند",
            "رئیس‌جمهور لهستان در سالگرد توافق‌های اوت با بلاروسی‌ها سخن گفت",
            "گل به جای میله: شادباش‌های روز زن",
            "بیش از دویست نفر در خیابان گدیمیناس زنجیره انسانی ساختند",
            "دیپلمات‌ها در مینسک با خانواده زندانیان سیاسی دیدار کردند",
            "«دست نمی‌کشیم»: سه روز با گروه کری که جلوی سفارت‌ها می‌خواند",
            "خودسازمان‌یافته و ثبت‌نشده: سرنوشت گروه‌های محله",
        ),
        summary="مردم با پرچم و چتر و فلاسک آمدند؛ کوچک‌ترینشان چهار سال داشت.",
        paragraph="صف از کلیسای جامع آغاز شد و کنار رود پایان یافت. <b>هیچ‌کس نگفته بود کجا بایستند</b>؛ "
        "هر کس دست آزاد بعدی را گرفت. رهگذران معنی پرچم را پرسیدند و بعضی ماندند. راننده تراموا "
        '<a href="https://example.org/tram">زنگ زد</a> تا پل.',
        quote="چهار سال است که خانه نرفته‌ام. امشب خانه به میدان آمد و دستم را گرفت.",
        who="آلنا",
        cities=("ویلنیوس", "ورشو", "بیاویستوک", "کی‌یف", "برلین"),
        caption="صف پیش از روشن شدن چراغ‌ها به رود رسید",
        credit="عکس از خوانندگان",
    ),
    "he": Voice(
        newsroom="הגיליון החופשי",
        tagline="חדשות בלארוס ושכנותיה, נכתבות בארבע ארצות",
        topic="סולידריות עם בלארוס",
        standfirst="בלארוסים בחוץ לארץ עומדים לצד אלה שבבית. אספנו את התמונות והמסרים שלהם.",
        headlines=(
            "שישים ערים, ערב אחד: כך ציינו הבלארוסים בחוץ לארץ את יום הסולידריות",
            "נשיא פולין פנה אל הבלארוסים ביום השנה להסכמי אוגוסט",
            "פרחים במקום סורגים: ברכות ליום האישה",
            "יותר ממאתיים איש יצרו שרשרת אנושית בשדרות גדימינס",
            "דיפלומטים נפגשו במינסק עם קרובי אסירים פוליטיים",
            "״לא נפסיק״: שלושה ימים עם המקהלה ששרה מול שגרירויות",
            "מאורגנים מעצמם ובלי רישום: מה קרה לקבוצות החצר",
        ),
        summary="אנשים באו עם דגלים, מטריות ותרמוסים; הצעיר שבהם בן ארבע.",
        paragraph="השורה התחילה בקתדרלה ונגמרה בנהר. <b>איש לא אמר לאנשים היכן לעמוד</b>; כל אחד אחז "
        "ביד הפנויה הבאה. עוברי אורח שאלו מה פירוש הדגל, וכמה מהם נשארו. נהג החשמלית "
        '<a href="https://example.org/tram">צלצל</a> עד הגשר.',
        quote="לא הייתי בבית ארבע שנים. הערב הבית בא אל הכיכר ואחז בידי.",
        who="אלנה",
        cities=("וילנה", "ורשה", "ביאליסטוק", "קייב", "ברלין"),
        caption="השורה הגיעה לנהר לפני שהודלקו הפנסים",
        credit="תמונה ששלחו קוראים",
    ),
}


def voice(language: str) -> Voice:
    """The words of a language; English where the gallery has none."""
    return VOICES.get(language, VOICES["en"])
