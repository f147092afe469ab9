"""The newsroom's Django settings: embedded parts by default, production parts by environment."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from celery.schedules import crontab
from django.utils.functional import SimpleLazyObject

from conflictdesk.newsroom.broker import broker_options, queues
from conflictdesk.newsroom.configuration import (
    cache_options,
    environment,
    mail_server,
    private_files,
    server_urls,
)
from conflictdesk.newsroom.web import csp

ENVIRONMENT = environment.read()

DEBUG = ENVIRONMENT.debug
# Made on first use: a command that does not need it writes no file.
SECRET_KEY: Any = ENVIRONMENT.secret_key or SimpleLazyObject(partial(environment.secret, ENVIRONMENT))
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
CSRF_TRUSTED_ORIGINS = ENVIRONMENT.trusted_origins
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.secure
CSRF_COOKIE_HTTPONLY = True
# Browsers accept a cookie of such a name only from this host, over https: no subdomain can set it.
_HOST_ONLY = "__Host-" if ENVIRONMENT.secure else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_HOST_ONLY}sessionid", f"{_HOST_ONLY}csrftoken"
SESSION_COOKIE_AGE = ENVIRONMENT.session_hours * 3600
# In the session, because any subdomain could set a cookie of their own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
SECURE_SSL_REDIRECT = ENVIRONMENT.ssl_redirect
# Not the host and port of the request, to which caches would send others.
SECURE_SSL_HOST = urlsplit(ENVIRONMENT.base_url).netloc if ENVIRONMENT.is_public else None
SECURE_HSTS_SECONDS = ENVIRONMENT.hsts_seconds
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.hsts_subdomains
SECURE_HSTS_PRELOAD = ENVIRONMENT.hsts_preload
SILENCED_SYSTEM_CHECKS = [
    # Framing is refused by the policies' frame-ancestors, which can also name who may frame a box.
    "security.W002",
    # Only the operator knows whether every subdomain uses https: HSTS_SUBDOMAINS, HSTS_PRELOAD.
    "security.W005",
    "security.W021",
]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.secure else None
ROOT_URLCONF = "conflictdesk.newsroom.urls"
WSGI_APPLICATION = "conflictdesk.newsroom.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "conflictdesk.newsroom",
    "conflictdesk",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "conflictdesk.newsroom.web.heads.NoBodyForHead",
    "conflictdesk.newsroom.web.isolation.Isolation",
    "conflictdesk.api.health.HealthChecks",
    "django.middleware.security.SecurityMiddleware",
    csp.WRITER,
    "conflictdesk.newsroom.web.csp.ChosenPolicy",
    "conflictdesk.newsroom.web.outages.AnswerOutages",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "conflictdesk.bad_requests.RefuseUnreadable",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [environment.PROJECT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# SQLite: readers never wait for the one writer (WAL), writers queue instead of failing half-way (IMMEDIATE).
_SQLITE: dict[str, Any] = {
    "ENGINE": "conflictdesk.newsroom.sqlite",
    "NAME": ENVIRONMENT.var_dir / "newsroom.sqlite3",
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
}
DATABASES: dict[str, dict[str, Any]] = {"default": ENVIRONMENT.database or _SQLITE}

CACHES: dict[str, dict[str, Any]] = {
    "default": cache_options.redis_cache(ENVIRONMENT.cache_url)
    if ENVIRONMENT.cache_url
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "newsroom_cache",
        # Pictures alone would fill Django's default of 300.
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

_BROKER_DIR = ENVIRONMENT.var_dir / "broker"
# The pause between two polls of the broker, also after each message: 50 polls a second use 1% of a processor.
_POLL_SECONDS = 0.02
CELERY_BROKER_URL = server_urls.broker_url(ENVIRONMENT.broker_url) or "filesystem://localhost"
CELERY_BROKER_TRANSPORT = (
    None if ENVIRONMENT.broker_url else "conflictdesk.newsroom.broker.atomic_filesystem:Transport"
)
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = (
    broker_options.transport_options(CELERY_BROKER_URL)
    if ENVIRONMENT.broker_url
    else {
        "data_folder_in": str(_BROKER_DIR / "messages"),
        "data_folder_out": str(_BROKER_DIR / "messages"),
        "control_folder": str(_BROKER_DIR / "control"),
        "polling_interval": _POLL_SECONDS,
    }
)
CELERY_BROKER_USE_SSL = broker_options.tls(CELERY_BROKER_URL)
CELERY_BROKER_CONNECTION_TIMEOUT = broker_options.CONNECT_SECONDS
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Workers wait for the broker without limit.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_HEARTBEAT = broker_options.SILENT_SECONDS
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = bool(ENVIRONMENT.broker_url)
CELERY_TIMEZONE = ENVIRONMENT.time_zone
CELERY_TASK_QUEUES, CELERY_TASK_ROUTES = queues.QUEUES, queues.ROUTES
# Scheduled messages expire, so that they do not pile up while no worker runs. The limit exceeds differences
# between the hosts' clocks, because the worker's clock decides; a late message is still useful.
_EXPIRES = {"expires": 600}
CELERY_BEAT_SCHEDULE = {
    "heartbeat": {
        "task": "conflictdesk.heartbeat",
        "schedule": 30.0,
        "options": _EXPIRES,
    },
    "sweep": {"task": "conflictdesk.sweep", "schedule": 30.0, "options": _EXPIRES},
    "digest": {"task": "conflictdesk.digest", "schedule": crontab(hour=7, minute=0)},
    "housekeeping": {"task": "conflictdesk.housekeeping", "schedule": crontab(hour=3, minute=30)},
    "thin-log-ins": {"task": "newsroom.thin_log_ins", "schedule": crontab(hour=3, minute=10)},
    "clear-sessions": {"task": "newsroom.clear_sessions", "schedule": crontab(hour=3, minute=0)},
    "publish-scheduled": {"task": "newsroom.publish_scheduled", "schedule": 30.0, "options": _EXPIRES},
}

# The first refuses visitors who have failed too often, before the second checks the password.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Failures are counted in the database, so that a cache that is down locks nobody out, and by user name and
# address together, so that nobody locks out a user elsewhere. Attempts during a lockout do not prolong it.
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "conflictdesk.newsroom.accounts.client_address.client_address"
AXES_USERNAME_CALLABLE = "conflictdesk.newsroom.accounts.user_name.user_name"
AXES_LOCKOUT_CALLABLE = "conflictdesk.newsroom.accounts.lockout.answer"
# Masked in logs, because people type passwords into the wrong field.
AXES_SENSITIVE_PARAMETERS = ["username", "csrfmiddlewaretoken"]
AXES_VERBOSE = False
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ar", "العربية"),
    ("uk", "Українська"),
    ("ru", "Русский"),
]
TIME_ZONE = ENVIRONMENT.time_zone
USE_I18N = USE_TZ = True
WAGTAIL_I18N_ENABLED = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [environment.PROJECT / "static"]
STATIC_ROOT = ENVIRONMENT.static_root
MEDIA_URL = "/media/"
MEDIA_ROOT = ENVIRONMENT.media_root or ENVIRONMENT.var_dir / "media"
PRIVATE_ROOT = ENVIRONMENT.var_dir / "private"
# Without a STATIC_ROOT, whitenoise serves the source files, so that a first start need not collect them.
WHITENOISE_USE_FINDERS = ENVIRONMENT.static_root is None
STORAGES = {
    # With a MEDIA_ROOT of their own, uploads are readable by the folder's group, for a web server.
    "default": {
        "BACKEND": "conflictdesk.newsroom.uploads.storage.UploadStorage",
        "OPTIONS": {
            "file_permissions_mode": 0o640 if ENVIRONMENT.media_root else private_files.FILE,
            "directory_permissions_mode": 0o750 if ENVIRONMENT.media_root else private_files.FOLDER,
        },
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if ENVIRONMENT.static_root
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}

_MAIL = mail_server.mail_server(ENVIRONMENT.email_url)
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if ENVIRONMENT.email_url
    else "conflictdesk.newsroom.unsent_mail.EmailBackend"
)
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.starts_tls, _MAIL.speaks_tls
EMAIL_TIMEOUT = mail_server.WAIT_SECONDS
DEFAULT_FROM_EMAIL = SERVER_EMAIL = WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = ENVIRONMENT.email_from

WAGTAIL_SITE_NAME = "The Newsroom"
# Makes plain `manage.py spectacular` describe conflictdesk's API, not that of Wagtail's admin.
SPECTACULAR_SETTINGS = {"DEFAULT_GENERATOR_CLASS": "conflictdesk.api.schema.OwnGenerator"}
CONFLICTDESK_BASE_TEMPLATE = "newsroom/base.html"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "conflictdesk.newsroom.accounts.password_reset.ResetForm"  # noqa: S105 # nosec B105
WAGTAILADMIN_BASE_URL = ENVIRONMENT.base_url
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILADMIN_NOTIFICATION_USE_HTML = True
# Editors' browsers contact only the newsroom: no portraits, no check for updates.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"unsent_messages": {"()": "conflictdesk.newsroom.processes.log_lines.UnsentMessages"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Wagtail stores its audit log in the database; below WARNING it logs only a line for each page that its
    # indexes update.
    "loggers": {
        "wagtail": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        # Below WARNING, axes logs how many rows each log-in has deleted; failed log-ins are warnings.
        "axes": {"level": "WARNING"},
        "celery.beat": {"filters": ["unsent_messages"]},
    },
}
