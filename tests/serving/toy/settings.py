"""All the settings it needs; it has no home and no record."""

SECRET_KEY = "of the toy alone"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.serving.toy.urls"
INSTALLED_APPS: list[str] = []
MIDDLEWARE: list[str] = []
USE_TZ = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
