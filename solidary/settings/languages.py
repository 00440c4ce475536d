"""The languages a story can be written in, and those the desk itself speaks."""

DESK_LANGUAGES = [
    ("en", "English"),
    ("be", "Беларуская"),
    ("ru", "Русский"),
    ("uk", "Українська"),
    ("pl", "Polski"),
    ("lt", "Lietuvių"),
    ("de", "Deutsch"),
]

CONTENT_LANGUAGES = [
    *DESK_LANGUAGES,
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
]
"""The newsroom chooses and orders its own from these; reader pages without a catalogue of
fixed words fall back to English words."""
