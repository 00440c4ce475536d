"""Words of the news whose forms share no stem: each line is one word in its forms.

Snowball takes the end of «Беларусь» for a participle; towns decline in the middle; people and
days change their vowels. The first form stands for the others.
"""

from __future__ import annotations

from ..words import fold

_FORMS = {
    "be": """
        дзень дня дню днём дні дзён дням днямі днях
        прага прагі празе прагу прагай
        рыга рыгі рызе рыгу рыгай
        чалавек чалавека чалавеку чалавекам людзі людзей людзям людзьмі людзях
        правіла правілы правіл правілам правіламі правілах
        год года году годзе годам гады гадоў гадам гадамі гадах
    """,
    "ru": """
        беларусь беларуси беларусью
        русь руси русью
        день дня дню днем дне дни дней дням днями днях
        человек человека человеку человеком человеке люди людей людям людьми людях
        год года году годом годе годы лет годам годами годах
        украинец украинца украинцу украинцы украинцев украинцам украинцами
        белорус белоруса белорусу белорусы белорусов белорусам белорусами
    """,
    "uk": """
        день дня дню днем дні днів дням днями днях
        прага праги празі прагу прагою
        рига риги ризі ригу ригою
        людина людини людині людину люди людей людям людьми людях
        рік року роком році роки років рокам роками роках
        київ києва києву києві києвом
    """,
    "pl": """
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
    "lt": """
        žmogus žmogaus žmogui žmogų žmogumi žmonės žmonių žmonėms žmones žmonėmis žmonėse
        metai metų metams metus metais metuose
    """,
    "en": """
        woman women
        man men
        child children
        belarus belarusian belarusians
        day days
    """,
    "de": """
        mensch menschen
        tag tage tages tagen
        stadt städte städten
    """,
}


def _stems(lines: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines.strip().splitlines():
        forms = [fold(form) for form in line.split()]
        found.update(dict.fromkeys(forms, forms[0]))
    return found


IRREGULAR = {language: _stems(lines) for language, lines in _FORMS.items()}
"""Language to folded form to the folded form that stands for it."""
