"""The letterbox's settings: a Django without a database, an app, a session or a cookie.

Nothing of the desk's settings is read, nor of the home but the letterbox's own folder.
"""

from __future__ import annotations

import os
import secrets

from solidary.home import open_letterbox

HOME = open_letterbox(os.environ.get("SOLIDARY_HOME", "var")).path

SECRET_KEY = secrets.token_urlsafe(50)
"""Django asks for one; nothing is signed with it (solidary.letterbox.tokens has its own)."""
DEBUG = False
ALLOWED_HOSTS = ["*"]
"""No answer names the host it was asked at, so none has to be known: an onion, a name, an address."""

INSTALLED_APPS: list[str] = []
MIDDLEWARE = ["solidary.letterbox.headers.SenderHeaders"]
ROOT_URLCONF = "solidary.letterbox.urls"
DATABASES: dict[str, dict[str, str]] = {}

USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

# What a request holds beside its one file; more is refused in a sentence (views/refusing.py).
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS: list[str] = []
"""None of Django's: they write to the disk what came (reading/form.py names ours)."""

LOGGING_CONFIG = None
"""The process that serves says what is logged: never a word of a request (solidary.serving.logs)."""
