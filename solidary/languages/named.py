"""Languages a story can be in of which the program knows no more than the name.

Reader pages in them have English fixed words, with their own dates, names of languages and
direction as CLDR has them. A language that has a module of its own is passed over here. A variant
of one that has is read, searched and worded as that one (`solidary.languages.parent`).
"""

BY_NAME = (
    ("ar", "العربية"),
    ("az", "Azərbaycanca"),
    ("be-Latn", "Biełaruskaja (łacinka)"),
    ("be-tarask", "Беларуская (тарашкевіца)"),
    ("bg", "Български"),
    ("crh", "Qırımtatarca"),
    ("cs", "Čeština"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("it", "Italiano"),
    ("ka", "ქართული"),
    ("kk", "Қазақша"),
    ("lv", "Latviešu"),
    ("nl", "Nederlands"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("sk", "Slovenčina"),
    ("sr", "Српски"),
    ("sr-Latn", "Srpski"),
    ("sv", "Svenska"),
    ("tr", "Türkçe"),
)
"""(code, what the language calls itself)."""

OWN_LETTERS = {
    "ar": frozenset("يكةىإ"),
    "fa": frozenset("پچژگکی"),
}
"""Letters that each of two languages has and the other, of the same script, writes otherwise or
not at all."""
