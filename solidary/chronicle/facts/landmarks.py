"""Squares, parliaments and seats that tell a city without naming it, and the capitals of countries.

Only what is called so in one city alone, in every language; what many towns have is no landmark.
"""

from __future__ import annotations

LANDMARKS = {
    "Berlin": "brandenburger_tor brandenburg_gate бранденбургск*_ворот* бранденбурзьк*_ворот* brama*_brandenbursk* bramą_brandenburską bundestag* бундестаг* alexanderplatz siegessäule potsdamer_platz kanzleramt бранденбургск*_брам* brandenburgo_vart*",
    "Warsaw": "plac*_zamkow* замков*_площ* pałac*_kultury krakowsk*_przedmieś* кракаўск*_прадмесц* краковск*_предместь* sejm sejmem sejmu wilanów* copernicus_monument pomnik*_kopernika nowy_świat nowym_świecie ul_wiejsk* pałac*_prezydenck*",
    "Vilnius": "seimo seimą seimas katedros_aikšt* lukiškių_aikšt* vinco_kudirkos_aikšt* gedimino_prospekt* кафедральн*_площ*- площадь_кудирки пл_кудирки gediminas_avenue lukiškės_square лукишск*_площ* лукішск*_плошч* сейм*_літвы сейм*_литвы cathedral_square_in_vilnius праспек*_гедымін* проспек*_гедимин* плошч*_кудзіркі",
    "Kyiv": "майдан*_незалежності майдан*_независимости майдан*_незалежнасці майдані маидане верховн*_рад* вярхоўн*_рад* maidan_square independence_square_in_kyiv михайлівськ*_площ* софійськ*_площ* хрещатик* крещатик* банков*_улиц* banków*_w_kijowie",
    "Moscow": "красн*_площад*_в_москве проспек*_сахарова сахарова болотн*_площ* red_square пушкинск*_площ*_москв* госдум* лубянк* чистопрудн*_бульвар* roter_platz roten_platz",
    "Saint Petersburg": "невск*_проспект* неўск*_праспек* невськ*_проспект* дворцов*_площ* марсов*_пол* гостин*_двор* исаакиевск*_площ*",
    "Minsk": "площад*_независимости_в_минске плошч*_незалежнасці плошч*_перамен* площад*_перемен окрестин* акрэсцін* проспект*_победителей",
    "London": "trafalgar_square трафальгарськ*_площ* трафальгарск*_площ* трафальгарск*_плошч* parliament_square downing_street hyde_park marble_arch foreign_office foreign_and_commonwealth_office piccadilly whitehall westminster westminsteri* гайд-парк*",
    "Paris": "eiffel_tower place_de_la_république place_de_la_republique эйфелев*_башн* trocadero trocadéro елисейск*_пол* wież*_eiffla эйфелев*_веж* champs-élysées eiffelturm",
    "Prague": "wenceslas_square вацлавск*_площ* вацлаўск*_плошч* вацлавськ*_площ* václavské_náměstí карлов*_мост* карлав*_мос* charles_bridge wenzelsplatz староместск*_площ* old_town_square_in_prague plac*_wacława",
    "Washington D.C.": "white_house lincoln_memorial capitol_hill бел*_дом*_в_вашингтоне weißen_haus białym_domem lafayette_square",
    "New York City": "times_square union_square_in_new_york washington_square_park brooklyn_bridge central_park_in_new_york un_headquarters",
    "Brussels": "schuman_square rond-point_schuman place_schuman шуман* place_luxembourg европарламент*_в_брюсселе",
    "Rome": "piazza_del_popolo piazza_venezia",
    "Vienna": "heldenplatz stephansplatz ballhausplatz",
    "Tbilisi": "rustaveli_avenue проспек*_руставели праспек*_руставелі проспек*_руставелі rustaweli*",
    "Riga": "brīvības_piemineklis памятник*_свободы_в_риге saeima saeim*",
    "Tallinn": "toompea riigikogu",
    "Budapest": "kossuth_tér",
    "Athens": "syntagma",
    "Stockholm": "sergels_torg",
    "Kraków": "rynek_główny_w_krakowie",
    "Gdańsk": "długi_targ długim_targu",
    "Toronto": "nathan_phillips_square yonge-dundas_square",
    "Chicago": "daley_plaza",
    "Boston": "copley_square",
    "Istanbul": "taksim*",
}
"""English GeoNames name → entries as in `words.Words`."""

CAPITALS = {
    "BY": "Minsk", "UA": "Kyiv", "RU": "Moscow", "PL": "Warsaw", "LT": "Vilnius", "LV": "Riga", "EE": "Tallinn",
    "DE": "Berlin", "GB": "London", "US": "Washington D.C.", "CZ": "Prague", "SK": "Bratislava", "FR": "Paris",
    "IT": "Rome", "ES": "Madrid", "SE": "Stockholm", "NO": "Oslo", "FI": "Helsinki", "DK": "Copenhagen",
    "GE": "Tbilisi", "AM": "Yerevan", "MD": "Chisinau", "IR": "Tehran", "TR": "Ankara", "CN": "Beijing",
    "JP": "Tokyo", "AT": "Vienna", "CH": "Bern", "NL": "Amsterdam", "BE": "Brussels", "HU": "Budapest",
    "RO": "Bucharest", "BG": "Sofia", "GR": "Athens", "PT": "Lisbon", "IE": "Dublin", "CA": "Ottawa",
    "AU": "Canberra", "KR": "Seoul", "AZ": "Baku", "RS": "Belgrade", "HR": "Zagreb", "SI": "Ljubljana",
    "CY": "Nicosia", "LU": "Luxembourg", "IS": "Reykjavik", "KG": "Bishkek", "UZ": "Tashkent", "IL": "Jerusalem",
    "EG": "Cairo", "IN": "New Delhi", "AR": "Buenos Aires", "BR": "Brasília", "MX": "Mexico City", "XK": "Pristina",
    "AL": "Tirana", "MK": "Skopje", "BA": "Sarajevo", "ME": "Podgorica", "MT": "Valletta", "TJ": "Dushanbe",
    "TM": "Ashgabat", "MN": "Ulaanbaatar", "PH": "Manila", "TH": "Bangkok", "VN": "Hanoi", "CU": "Havana",
    "VE": "Caracas", "CO": "Bogotá", "CL": "Santiago", "PE": "Lima", "TW": "Taipei", "NZ": "Wellington",
    "KZ": "Astana", "ID": "Jakarta", "MY": "Kuala Lumpur",
}  # fmt: skip
"""Country → English GeoNames name of its capital; embassies are there."""

HOMES = {"pl": "PL", "lt": "LT", "uk": "UA", "de": "DE"}
"""Language → the one country whose newsrooms say "the capital" and "the embassy" of their own."""
