"""Django's settings, all from the environment; docs/development.md lists the names.

Without any, this is a development installation on loopback. In service set LSCP_HOSTS and
LSCP_HTTPS; `lscp serve` refuses LSCP_DEBUG beyond loopback.
"""

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lscp.config import sign_in
from lscp.core import database, home, partnership

BASE = Path(__file__).resolve().parents[1]


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def _list(name: str, otherwise: str) -> list[str]:
    return [each.strip() for each in os.environ.get(name, otherwise).split(",") if each.strip()]


TESTING = "pytest" in sys.modules
if TESTING:  # never the installation that somebody works with
    os.environ["LSCP_HOME"] = str(home.CHECKOUT / "var" / "tests")

# The partnership: whose returns may be loaded, and how the original files are kept.
LSCP_HOME = home.home()
LSCP_MEMBERS = partnership.members()
LSCP_KEEP_RETURNS = os.environ.get("LSCP_KEEP_RETURNS", "encrypted")
LSCP_DEADLINES = {  # 07-31; else those of deadlines.csv
    "cin": os.environ.get("LSCP_CIN_DEADLINE", ""),
    "ssda903": os.environ.get("LSCP_SSDA903_DEADLINE", ""),
}
LSCP_UPLOAD_LIMIT = int(os.environ.get("LSCP_UPLOAD_LIMIT", "500")) * 1024 * 1024  # in MiB
LSCP_CONTACT = os.environ.get("LSCP_CONTACT", "")  # e-mail address in the legal pages
# The front doors, for the public: each with its numbers by day and out of hours, parted by “;”.
LSCP_FRONT_DOOR = [
    each.strip()
    for each in os.environ.get(
        "LSCP_FRONT_DOOR",
        "children’s social care of the council where the child lives: its website has the numbers "
        "by day and out of hours",
    ).split(";")
    if each.strip()
]
# The LADOs, in the same way: for whoever worries about an adult who works with children.
LSCP_LADO = [
    each.strip()
    for each in os.environ.get(
        "LSCP_LADO",
        "the local authority designated officer (LADO) of the council where the adult works: its "
        "website has the number, and that of children’s social care out of hours",
    ).split(";")
    if each.strip()
]
# Accounts: after how many days without signing in they lock; how often within an hour somebody may
# break the glass; for how many days a request about a person's records opens them to who answers.
LSCP_DORMANT_DAYS = int(os.environ.get("LSCP_DORMANT_DAYS", "90"))
LSCP_GLASS_LIMIT = int(os.environ.get("LSCP_GLASS_LIMIT", "5"))
LSCP_REQUEST_DAYS = int(os.environ.get("LSCP_REQUEST_DAYS", "30"))
# How many requests of partners' systems are worked at side by side: by half of the processes that
# `lscp serve` starts, so that the pages have the other half.
LSCP_KEYS_AT_ONCE = int(os.environ.get("LSCP_KEYS_AT_ONCE", str(os.cpu_count() or 1)))

DEBUG = _flag("LSCP_DEBUG")
HTTPS = _flag("LSCP_HTTPS")  # behind a proxy that ends TLS, which sets X-Forwarded-Proto
SECRET_KEY = home.secret("secret-key")
ALLOWED_HOSTS = _list("LSCP_HOSTS", "localhost,127.0.0.1,[::1]")
ROOT_URLCONF = "lscp.config.urls"
WSGI_APPLICATION = "lscp.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "lscp.core",
    "lscp.access",
    "lscp.people",
    "lscp.front_door",
    "lscp.allegations",
    "lscp.measures",
    "lscp.submissions",
    "lscp.report",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "procrastinate.contrib.django",
]
if TESTING:  # a small area that tests of the kernel stand on
    INSTALLED_APPS += ["lscp.core.tests.specimen"]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lscp.access.middleware.actor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lscp.core.middleware.security_headers",
    "lscp.access.sign_in_guard.guarded",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted(BASE.glob("*/templates")),
        "OPTIONS": {
            "environment": "lscp.core.jinja.environment",
            "context_processors": ["lscp.core.pages.frame.around"],
        },
    }
]

if TESTING:
    TEMPLATES[0]["DIRS"] += sorted(BASE.glob("core/tests/*/templates"))  # type: ignore[operator]

# The application serves as a role that owns nothing; `migrate --database owner` uses the other.
# Tests serve as that role too: the mirror takes only the owner's test database.
_place = database.place()
DATABASES = {
    "default": {**_place.django(_place.app), "TEST": {"MIRROR": "owner"}},
    "owner": {**_place.django(_place.owner), "TEST": {"DEPENDENCIES": []}},
}

# Counts for rate limits, and codes that were used, must be shared by all the processes that
# serve, and must not be lost or pushed out by many strangers: a table, not files or memory.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Signing in: django-allauth, with our words, pages and rules (lscp/access/sign_in_*.py).
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60  # of an invitation; see sign_in_links
ACCOUNT_ADAPTER = "lscp.access.sign_in_adapter.Accounts"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # nobody signs up; allauth asks all the same
ACCOUNT_EMAIL_VERIFICATION = "none"  # the administrator who invites knows the address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "lscp.access.sign_in_links.Links"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {  # whole organisations share one address (ip)
    "login": "120/m/ip",
    "login_failed": "30/m/ip,5/5m/key,50/d/key",
    "reset_password": "60/m/ip,5/h/key",
    "reset_password_from_key": "60/m/ip",
    "tell_us": "20/h/ip,300/h/key",  # the public form, and what is added to it
    "tell_us_more": "20/h/ip,300/h/key",
    "tell_lado": "20/h/ip,300/h/key",
    "tell_lado_more": "20/h/ip,300/h/key",
    # Of partners' systems: requests of one key; and requests without one from one address.
    "send_contacts": f"{os.environ.get('LSCP_KEY_LIMIT', '300')}/m/key",
    "send_refused": "60/m/ip",
}
ACCOUNT_FORMS = {
    "login": "lscp.access.sign_in_forms.SignInForm",
    "change_password": "lscp.access.sign_in_forms.ChangePasswordForm",
    "reset_password": "lscp.access.sign_in_forms.ForgottenForm",
    "reset_password_from_key": "lscp.access.sign_in_forms.NewPasswordForm",
    "reauthenticate": "lscp.access.sign_in_forms.ConfirmForm",
}
MFA_ADAPTER = "lscp.access.sign_in_factors.Factors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "OpenLSCP"
MFA_TOTP_TOLERANCE = 1  # time to type, and clocks that are a little off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # on loopback
MFA_FORMS = {
    "authenticate": "lscp.access.sign_in_forms.CodeForm",
    "reauthenticate": "lscp.access.sign_in_forms.ConfirmCodeForm",
    "activate_totp": "lscp.access.sign_in_forms.SetUpForm",
    "add_webauthn": "lscp.access.sign_in_forms.KeyForm",
    "edit_webauthn": "lscp.access.sign_in_forms.RenameKeyForm",
}
SOCIALACCOUNT_ADAPTER = "lscp.access.sign_in_oidc.Organisations"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": sign_in.organisations()}}
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# A link, since a form that leads elsewhere is stopped by the content security policy.
SOCIALACCOUNT_LOGIN_ON_GET = True
# The addresses of people come from the proxies before the application.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("LSCP_PROXIES", "1" if HTTPS else "0"))
LOGIN_URL = "access:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

FILE_UPLOAD_HANDLERS = [
    "lscp.core.uploads.WithinLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Jobs: an area declares its own in its module `jobs`.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_IMPORT_PATHS = [
    "lscp.core.attachments.scanning", "lscp.core.drafts", "lscp.core.jobs.failed",
    "lscp.core.notify.sending", "lscp.core.reminders", "lscp.core.late",
]  # fmt: skip
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 24 * 60 * 60}  # a night missed is made up for

# Attached files: how large, and who checks them for viruses: /run/clamav/clamd.ctl or host:port.
LSCP_ATTACHMENT_LIMIT = int(os.environ.get("LSCP_ATTACHMENT_LIMIT", "20")) * 1000 * 1000  # in MB
LSCP_CLAMD = os.environ.get("LSCP_CLAMD", "")

# Messages: by GOV.UK Notify, else by SMTP, else into files of the home.
LSCP_ADDRESS = os.environ.get("LSCP_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
LSCP_NOTIFY_KEY = os.environ.get("LSCP_NOTIFY_KEY", "")
LSCP_NOTIFY_TEMPLATE = os.environ.get("LSCP_NOTIFY_TEMPLATE", "")
LSCP_NOTIFY_URL = "https://api.notifications.service.gov.uk"
LSCP_SMTP = os.environ.get("LSCP_SMTP", "")  # smtp://user:password@host:587
LSCP_MAIL_FROM = os.environ.get("LSCP_MAIL_FROM", "openlscp@localhost")
_smtp = urlsplit(LSCP_SMTP)
EMAIL_HOST, EMAIL_PORT = _smtp.hostname or "localhost", _smtp.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_smtp.username or ""), unquote(_smtp.password or "")
EMAIL_USE_SSL, EMAIL_USE_TLS = _smtp.scheme == "smtps", _smtp.port == 587
EMAIL_TIMEOUT = 20

CSRF_FAILURE_VIEW = "lscp.core.views.csrf_failure"

# A session ends a working day after it began, and when nothing was done for a while.
SESSION_COOKIE_AGE = int(os.environ.get("LSCP_SESSION_HOURS", "8")) * 60 * 60
SESSION_IDLE_AGE = int(os.environ.get("LSCP_IDLE_MINUTES", "30")) * 60
SESSION_SERIALIZER = "lscp.access.sign_in_secrets.Sealed"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "lscp.core.assets.PackagesFinder",
]
WHITENOISE_USE_FINDERS = True  # served from where they were installed, never collected
WHITENOISE_MAX_AGE = 60 * 60

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
