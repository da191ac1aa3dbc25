"""The door of the HTTP server."""

import os

from django.core.wsgi import get_wsgi_application

from maillage.socle.memoire import loading, settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
with loading():
    application = get_wsgi_application()
settle()
