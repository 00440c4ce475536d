"""The one settings module. The environment changes it; docs/operations.md lists every variable."""

from __future__ import annotations

import os
import zoneinfo
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from solidary.home import open_home
from solidary.settings.languages import CONTENT_LANGUAGES, DESK_LANGUAGES, give_formats

PACKAGE = Path(__file__).resolve().parent.parent

_home = open_home(os.environ.get("SOLIDARY_HOME", "var"))
HOME = _home.path
"""Everything that must be backed up."""

LETTERBOX = os.environ.get("SOLIDARY_LETTERBOX", "")
"""Where the letterbox's bag is, `sftp://user@host/folder`; '' where it is in this home."""

SECRET_KEY = _home.secret_key.read_text(encoding="ascii")
DEBUG = os.environ.get("SOLIDARY_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("SOLIDARY_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [
    origin for origin in os.environ.get("SOLIDARY_TRUSTED_ORIGINS", "").split(",") if origin
]
BEHIND_TLS = os.environ.get("SOLIDARY_TLS") == "1"
DESK_CLOSED = False
"""True in commands that need no desk: they set it before they start (solidary.desk.opening)."""

INSTALLED_APPS = [
    "solidary.chronicle",
    "solidary.desk",
    "solidary.intake",
    "solidary.keeping",
    "solidary.mirrors",
    "solidary.press",
    "solidary.stories",
    "solidary.stories.search",
    "wagtail.contrib.settings",
    "solidary.desk.opening.Snippets",
    "solidary.desk.opening.Images",
    "solidary.desk.opening.Documents",  # every page of the desk asks for its address; else unused
    "solidary.desk.accounts.apps.Accounts",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "solidary.serving.headers.DeskHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "solidary.serving.headers.DeskLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "solidary.desk.composing.ComposedLetters",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "solidary.desk.publishing.PublishAfterChange",
    "solidary.serving.headers.NewsroomTime",
    "solidary.desk.guarding.GuardWhatReadersSee",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "solidary.desk.dated_ahead.AskAboutDatedAhead",
    "solidary.desk.malformed.MalformedForms",
]

ROOT_URLCONF = "solidary.serving.urls"
WSGI_APPLICATION = "solidary.serving.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": _home.record,
        "OPTIONS": {
            # Live previews and autosave write while others read: wait instead of failing.
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
                "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;"
            ),
        },
    }
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_PATH = "/desk/"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_PATH = "/desk/"
LANGUAGE_COOKIE_PATH = "/desk/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the desk frames its own preview

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Uploads stay in memory: a photo must not touch the disk before it has been scrubbed.
FILE_UPLOAD_HANDLERS = ["solidary.desk.uploads.InMemory"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_PERMISSIONS = 0o600
STORAGES = {
    "default": {"BACKEND": "solidary.stories.stored.NewsroomFiles"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

MEDIA_ROOT = _home.files
MEDIA_URL = "/desk/files/"
STATIC_URL = "/desk/static/"
STATIC_ROOT = _home.static

USE_I18N = True
FORMAT_MODULE_PATH = give_formats("solidary.settings.formats")
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = CONTENT_LANGUAGES
LOCALE_PATHS = [PACKAGE / "locale", PACKAGE / "desk" / "wagtail_words"]
"""Our words, then those of Wagtail that Wagtail itself hasn't in a language of ours."""

WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = CONTENT_LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = DESK_LANGUAGES
WAGTAIL_SITE_NAME = _("Solidary desk")
WAGTAILADMIN_BASE_URL = os.environ.get("SOLIDARY_DESK_ADDRESS", "http://127.0.0.1:8000")
WAGTAILIMAGES_IMAGE_MODEL = "stories.Photo"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 60 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = (
    None  # the darkroom's limit holds; Wagtail would decode the picture
)
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpg", "jpeg", "png", "tif", "tiff", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "solidary.desk.forms.photo.PhotoForm"
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "solidary.desk.richtext.DeskTextArea"}}
WAGTAILADMIN_USER_LOGIN_FORM = "solidary.desk.signin.SignInForm"
# Names of zones that only mean something on one machine, and that browsers don't know.
WAGTAIL_USER_TIME_ZONES = sorted(zoneinfo.available_timezones() - {"Factory", "localtime"})
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no third party learns who edits
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_AUTOSAVE_INTERVAL = 8000  # milliseconds; SQLite has one writer
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
