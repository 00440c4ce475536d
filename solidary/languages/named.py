"""Languages a story can be in of which the program knows no more than the name.

Reader pages in them have English fixed words, with their own dates, names of languages and
direction as CLDR has them. A language that has a module of its own is passed over here.
"""

BY_NAME = (
    ("ar", "العربية"),
    ("az", "Azərbaycanca"),
    ("cs", "Čeština"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("hy", "Հայերեն"),
    ("it", "Italiano"),
    ("ka", "ქართული"),
    ("kk", "Қазақша"),
    ("lv", "Latviešu"),
    ("nl", "Nederlands"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("sv", "Svenska"),
    ("tr", "Türkçe"),
)
"""(code, what the language calls itself)."""
