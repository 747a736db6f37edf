"""Settings. Every value that differs between sites comes from the environment (`config/env.py`)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import calls, env, logs, postgresql, refusals

BASE_DIR = env.BASE_DIR
ENV = env.read()
if said := refusals.refusals(ENV):
    raise ImproperlyConfigured("This site may not start:\n- " + "\n- ".join(said))

PRODUCTION = ENV["DEPLOYMENT"] == "production"
DEBUG = ENV["DEBUG"]
SECRET_KEY = ENV["SECRET_KEY"]
ALLOWED_HOSTS = ENV["ALLOWED_HOSTS"] or ["localhost", "127.0.0.1", "[::1]"]
SITE_URL = ENV["SITE_URL"].rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
VAR_DIR = Path(ENV["VAR_DIR"])
SHARED_DIR = Path(ENV["SHARED_DIR"] or VAR_DIR)
VAR_DIR.mkdir(parents=True, exist_ok=True)

# What the publisher is, and whom to write to
PUBLISHER_NAME = ENV["PUBLISHER_NAME"]
PUBLISHER_NAMES = [PUBLISHER_NAME, *ENV["PUBLISHER_NAMES"]]
MODERATORS_CONTACT = ENV["MODERATORS_CONTACT"] or "moderators@localhost"
PRIVACY_CONTACT = ENV["PRIVACY_CONTACT"] or "privacy@localhost"
AUTHORITIES_CONTACT = ENV["AUTHORITIES_CONTACT"] or MODERATORS_CONTACT
SUPERVISORY_AUTHORITY = ENV["SUPERVISORY_AUTHORITY"] or _("the data protection authority of your country")
HELP_LINES, DSA_PROFILE = ENV["HELP_LINES"], ENV["DSA_PROFILE"]
LADDER, BLOCK_MODE, HEARING_DAYS = ENV["LADDER"], ENV["BLOCK_MODE"], ENV["HEARING_DAYS"]
TRACE_KEYS = ENV["TRACE_KEYS"]

INSTALLED_APPS = [
    "accounts",
    "articles",
    "moderation",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_prose_editor",
    "js_asset",
]

MIDDLEWARE = [
    "accounts.safety.middleware.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "accounts.safety.middleware.ContentPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.api.middleware.ProblemMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "articles.middleware.ClockMiddleware",
    # What stands above says something of every answer; what stands below asks who reads.
    "articles.middleware.PageMiddleware",
    "articles.middleware.OldAddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "articles.middleware.HolesMiddleware",
    "articles.middleware.NotAllowedMiddleware",
    "accounts.safety.middleware.TextMiddleware",
    "accounts.middleware.PersonMiddleware",
    "accounts.middleware.ReaderCookieMiddleware",
    "accounts.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.AreaMiddleware",
    "accounts.middleware.IdleMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["config.loaders.Filesystem", "config.loaders.AppDirectories"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "accounts.context.publisher",
                "articles.context.masthead",
            ],
        },
    }
]

# Widgets are rendered by the same templates' engine, so that a slow one can be replaced (templates/django/forms/).
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database. SQLite writes take their lock at BEGIN: two writers wait for each other instead of failing.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # What is erased is zeroed in the file (accounts/privacy/disk.py). It is not mapped: each writing would end the map.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; "
    "PRAGMA secure_delete=ON;",
}
DATABASE: dict[str, Any] = environ.Env.db_url_config(ENV["DATABASE_URL"] or f"sqlite:///{VAR_DIR}/gazette.sqlite3")
# Kept from request to request: to open a connection anew costs more than most questions asked over it (docs/speed.md).
DATABASE.setdefault("CONN_MAX_AGE", 600)
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    DATABASE["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASE |= {"ENGINE": "config.postgresql", "CONN_HEALTH_CHECKS": True}
    DATABASE["OPTIONS"] = postgresql.OPTIONS | DATABASE.get("OPTIONS", {})
DATABASES = {"default": DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = ENV["REDIS_URL"]
if REDIS_URL:
    CACHES: dict[str, Any] = {
        "default": {"BACKEND": "config.cache.Cache", "LOCATION": REDIS_URL, "OPTIONS": {"files": VAR_DIR / "cache"}}
    }
else:
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR_DIR / "cache"}
    }

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.PublisherNameValidator"},
]
# django-allauth: e-mail and password, or an account elsewhere (accounts/adapters.py)
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
# Twice in six minutes for once in three: the first may have been counted and then lost with the process that wrote it.
ACCOUNT_RATE_LIMITS = {"confirm_email": "2/360s/key", "push": "60/h/ip", "digest": "20/h/ip", "follow": "20/h/ip"}
ACCOUNT_SESSION_REMEMBER = True
# A session that was left open opens no other way into the account.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# The front page of the edition one was reading; "/" would ask the browser for its language.
ACCOUNT_LOGOUT_REDIRECT_URL = "articles:home"
ACCOUNT_FORMS = {
    "signup": "accounts.forms.registration.SignupForm",
}
SOCIALACCOUNT_ADAPTER = "accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_REQUIRED = True
SOCIALACCOUNT_FORMS = {"signup": "accounts.forms.registration.SocialSignupForm"}
SOCIALACCOUNT_STORE_TOKENS = False
SOCIAL_PROVIDERS = ENV["SOCIAL_PROVIDERS"]
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {name: provider[name] for name in ("provider_id", "name", "client_id", "secret")}
            | {"settings": {"server_url": provider["server_url"]}}
            for provider in SOCIAL_PROVIDERS
        ],
    }
}
# A second factor: a code of an app, a key, or one of ten codes on paper (accounts/second_factor.py). A passkey that
# asks who holds it signs in alone, for both.
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Each sign-in asks and answers.
MFA_RATE_LIMITS = {"webauthn_login": "20/m/ip"}
MFA_FORMS = {
    "add_webauthn": "accounts.forms.passkeys.AddForm",
    "edit_webauthn": "accounts.forms.passkeys.RenameForm",
    "authenticate_webauthn": "accounts.forms.passkeys.CodelessForm",
    "reauthenticate_webauthn": "accounts.forms.passkeys.AgainForm",
    "login_webauthn": "accounts.forms.passkeys.SignInForm",
}
MFA_TOTP_TOLERANCE = 1
SECOND_FACTOR_FOR = ENV["SECOND_FACTOR_FOR"]
DESK_IDLE, DESK_LONGEST = timedelta(minutes=ENV["DESK_IDLE_MINUTES"]), timedelta(hours=ENV["DESK_LONGEST_HOURS"])
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "accounts:overview"
SESSION_ENGINE, SESSION_COOKIE_AGE = "accounts.sessions", 30 * 24 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "moderation.views.posting.form_expired"
# No session for somebody who is only told something.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# Languages: one edition each (articles.Edition holds their names)
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German")), ("fr", _("French")), ("ar", _("Arabic"))]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
FORMAT_MODULE_PATH = "config.formats"
TIME_ZONE = "UTC"
# The clock that readers of a language live by.
EDITION_CLOCK = "articles.clocks.EditionClock"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
MEDIA_URL = "/media/"
MEDIA_ROOT = SHARED_DIR / "media"
# What a backup holds of SHARED_DIR beside the database and the photos; all else is made anew.
BACKED_UP = ("heads.npz", "heads.json", "erasures.jsonl", "seals")
BACKUP_DIR = Path(ENV["BACKUP_DIR"] or VAR_DIR / "backups")
BACKUP_RECIPIENTS = ENV["BACKUP_RECIPIENTS"]
MEDIA_STORE = ENV["MEDIA_STORE"]
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.packing.PackedStaticFilesStorage"},
}
if MEDIA_STORE:
    STORAGES["default"] = {"BACKEND": "accounts.objects.ObjectStore", "OPTIONS": {"at": MEDIA_STORE}}
if not PRODUCTION:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# Mail leaves through the outbox (accounts.outbox); this is how the outbox sends it.
vars().update(environ.Env.email_url_config(ENV["EMAIL_URL"]))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV["MAIL_FROM"]
EMAIL_TIMEOUT = 10

# Browser policy: everything from here, nothing inline, nothing from elsewhere (quality.md QW2).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # A form that leads to a provider's sign-in is redirected there; browsers hold redirects to this line, too.
        "form-action": [SELF, *{"/".join(one["server_url"].split("/")[:3]) for one in SOCIAL_PROVIDERS}],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
# What accounts.safety.outgoing may ask on this machine: a provider that one tries out, never in production.
OUTGOING_LOOPBACK = not PRODUCTION
TRUST_PROXY, METRICS_TOKEN = ENV["TRUST_PROXY"], ENV["METRICS_TOKEN"]
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# News on readers' devices; without keys there is none. Our own services are the tests'.
PUSH_PUBLIC_KEY, PUSH_PRIVATE_KEY = ENV["PUSH_PUBLIC_KEY"], ENV["PUSH_PRIVATE_KEY"]
PUSH_OWN_SERVICES: frozenset[str] = frozenset()
# Who else gets data (`elsewhere` of each app's personal_data), with SOCIAL_PROVIDERS and MEDIA_STORE above.
EMBEDS, PROCESSORS = ENV["EMBEDS"], [one for one in ENV["PROCESSORS"].split(";") if one.strip()]
# Who else is asked or told, if anybody (articles/links/elsewhere.py, articles/actions/announcing.py).
CHECK_LINKS_ELSEWHERE, WEBSUB_HUB = ENV["CHECK_LINKS_ELSEWHERE"], ENV["WEBSUB_HUB"]
INDEXNOW_KEY, INDEXNOW_AT = ENV["INDEXNOW_KEY"], ENV["INDEXNOW_AT"]
# The cache in front of the site that is told what changed (articles/pages/purging.py); without one nothing is told.
PURGE_WITH, PURGE_AT, PURGE_SITE, PURGE_TOKEN = (ENV[f"PURGE_{name}"] for name in ("WITH", "AT", "SITE", "TOKEN"))

OUTBOX_CHANNELS: dict[str, str] = calls.OUTBOX_CHANNELS
PERIODIC: tuple[tuple[str, timedelta], ...] = calls.PERIODIC
METRICS, EXAMINATIONS = calls.METRICS, calls.EXAMINATIONS
PURPOSE_ACTS: dict[str, str] = calls.PURPOSE_ACTS
CREDITED_COMMENT, FEATURED_COMMENTS = calls.CREDITED_COMMENT, calls.FEATURED_COMMENTS
AFTER_ROLES, AFTER_BYLINE, CHAINED = calls.AFTER_ROLES, calls.AFTER_BYLINE, calls.CHAINED

ADMIN_PATH = ENV["ADMIN_PATH"].strip("/")
LOGGING = logs.configuration(level=ENV["LOG_LEVEL"], is_json=ENV["LOG_FORMAT"] == "json")
