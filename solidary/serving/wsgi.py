"""The one web application: reader's site at /, desk at /desk/."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "solidary.settings")
application = get_wsgi_application()
