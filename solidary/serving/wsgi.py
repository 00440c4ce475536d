"""The desk's web application, for Django; `solidary run` serves it behind its front."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "solidary.settings")
application = get_wsgi_application()
