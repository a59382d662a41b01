"""The application that gunicorn runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lscp.config.settings")
application = get_wsgi_application()
# What is loaded by now stays for good: to look through it for rubbish would make a page wait.
gc.collect()
gc.freeze()
