"""The one place where the environment is read.

Every variable is declared here with its default and meaning; `docs/settings.md` is written from this table
(`python -m config.env`) and a test keeps the two equal.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environ

BASE_DIR = Path(__file__).resolve().parent.parent

#: Enough to develop with, refused in production.
DEVELOPMENT_KEY = "development-only-key-that-production-refuses-to-start-with-0123456789"
#: Services whose cards articles may show (`articles.embeds`).
EMBEDS = ("youtube", "vimeo", "dailymotion", "spotify", "soundcloud", "datawrapper", "openstreetmap")


@dataclass(frozen=True)
class Variable:
    """One environment variable: how it is read, what it means, and whether production needs it set."""

    name: str
    kind: str  # the name of django-environ's reader
    default: Any  # whatever `kind` reads; django-environ is untyped
    meaning: str
    needed_in_production: bool = False


VARIABLES = (
    Variable(
        "DEPLOYMENT",
        "str",
        "production",
        "`production`, or `development` for one's own machine and the tests.",
    ),
    Variable(
        "SECRET_KEY",
        "str",
        DEVELOPMENT_KEY,
        "Signs sessions and links. Fifty random characters or more.",
        True,
    ),
    Variable("DEBUG", "bool", False, "Django's debug pages and the demo bar. Refused in production."),
    Variable(
        "ALLOWED_HOSTS",
        "list",
        [],
        "Host names the site answers to, comma-separated. No wildcard in production.",
        True,
    ),
    Variable(
        "SITE_URL",
        "str",
        "http://localhost:8000",
        "The site's public address, for links in mail and feeds; passkeys are tied to its host.",
        True,
    ),
    Variable(
        "TRUST_PROXY",
        "bool",
        False,
        "Believe X-Forwarded-Proto and X-Forwarded-For; only behind a proxy that sets them.",
    ),
    Variable("DATABASE_URL", "str", "", "`sqlite:///…` or `postgres://…`; empty: SQLite in VAR_DIR."),
    Variable("REDIS_URL", "str", "", "Shared cache for more than one machine; empty: files in VAR_DIR."),
    Variable(
        "VAR_DIR",
        "str",
        str(BASE_DIR / "var"),
        "Where the database, uploads and collected static files are kept.",
    ),
    Variable(
        "MEDIA_STORE",
        "str",
        "",
        "Where photos are kept instead of in SHARED_DIR: a private bucket of an object store that speaks S3, "
        "`https://KEY:SECRET@host/bucket?region=…`, key and secret percent-encoded.",
    ),
    Variable(
        "SHARED_DIR",
        "str",
        "",
        "A folder that several machines share: photos, members' copies, sealed texts, keys, own heads; empty: VAR_DIR.",
    ),
    Variable("EMAIL_URL", "str", "consolemail://", "Where mail goes, e.g. `smtp://user:password@host:587`.", True),
    Variable("MAIL_FROM", "str", "Gazette <news@localhost>", "The sender of all mail.", True),
    Variable("PUBLISHER_NAME", "str", "Gazette", "The publisher, as readers and letters name it."),
    Variable("PUBLISHER_NAMES", "list", [], "Other names of the publisher that comments may insult (ground 6)."),
    Variable("MODERATORS_CONTACT", "str", "", "The moderators' address; DSA contact point for readers.", True),
    Variable("PRIVACY_CONTACT", "str", "", "The address for data protection.", True),
    Variable(
        "AUTHORITIES_CONTACT",
        "str",
        "",
        "DSA Art. 11 contact point for authorities; empty: the moderators' address.",
    ),
    Variable(
        "SUPERVISORY_AUTHORITY",
        "str",
        "",
        "Name and address of the data protection authority in charge.",
        True,
    ),
    Variable(
        "HELP_LINES",
        "json",
        {},
        "Where people in despair find help, as JSON: a text for each language. Shown to whoever writes of suicide.",
    ),
    Variable(
        "LADDER",
        "list",
        ["warn", "suspend:1", "suspend:7", "block"],
        "Measures against a person, mildest first: `warn`, `suspend:` with 1 to 90 days, `block`. The desk proposes "
        "the next one; what is skipped has to be spoken to (DSA Art. 14(4)).",
    ),
    Variable(
        "BLOCK_MODE",
        "str",
        "immediate",
        "How accounts are blocked: `immediate`, with reasons in the same second, or `hearing`: announced, and decided "
        "once the person has replied or the time for that is over.",
    ),
    Variable("HEARING_DAYS", "int", 7, "For how many days a person may reply to an announced block, from 3 to 30."),
    Variable(
        "DSA_PROFILE",
        "str",
        "ancillary",
        "What the Digital Services Act takes the site for: `ancillary`, `platform_small` or `platform`.",
    ),
    Variable(
        "PUSH_PUBLIC_KEY", "str", "", "Sends news to devices, with the next; `manage.py make_push_keys` makes both."
    ),
    Variable("PUSH_PRIVATE_KEY", "str", "", "Signs that news. Other keys end all that readers have switched on."),
    Variable(
        "EMBEDS",
        "list",
        list(EMBEDS),
        "Services of which an article shows a card that a reader may load; without them, a link. Name those that you "
        "leave on in your privacy policy.",
    ),
    Variable(
        "CHECK_LINKS_ELSEWHERE",
        "bool",
        False,
        "Look by night whether links of articles to other sites still lead somewhere; those sites see this server's "
        "address. Links within the site are looked at in any case.",
    ),
    Variable(
        "WEBSUB_HUB",
        "str",
        "",
        "A hub that passes on changes of feeds (WebSub), `https://pubsubhubbub.appspot.com/`: feeds name it, and it is "
        "told which of them changed; empty: none.",
    ),
    Variable(
        "INDEXNOW_KEY",
        "str",
        "",
        "8 to 128 letters, digits and hyphens of your own, served at /KEY.txt: search engines are told which "
        "articles changed (IndexNow); empty: they are not.",
    ),
    Variable("INDEXNOW_AT", "str", "https://api.indexnow.org/indexnow", "Where they are told; it tells all others."),
    Variable(
        "PURGE_WITH",
        "str",
        "",
        "The cache in front that is told what changed: `varnish`, `cloudflare` or `fastly`; empty: none.",
    ),
    Variable(
        "PURGE_AT",
        "list",
        [],
        "Where it is told: each Varnish server, `http://10.0.0.5:6081`, comma-separated; empty: the service's own API.",
    ),
    Variable("PURGE_SITE", "str", "", "What is purged there: Cloudflare's zone ID, Fastly's service ID."),
    Variable("PURGE_TOKEN", "str", "", "An API token of theirs that may do nothing but purge."),
    Variable(
        "TRACE_KEYS",
        "list",
        ["1:development-only-trace-key"],
        "Keys of the block trace and of second factors, newest first, `number:secret`.",
        True,
    ),
    Variable(
        "BACKUP_RECIPIENTS",
        "list",
        [],
        "Public keys for which backups are encrypted, `age1…` (`manage.py backup --new-key FILE` makes one).",
    ),
    Variable(
        "BACKUP_DIR",
        "str",
        "",
        "Where backups are kept, better on another machine's disk; empty: in VAR_DIR.",
    ),
    Variable(
        "SOCIAL_PROVIDERS",
        "json",
        [],
        "OpenID Connect providers as JSON: a list of `{provider_id, name, client_id, secret, server_url}`.",
    ),
    Variable(
        "PROCESSORS",
        "str",
        "",
        "Who else processes data for you, for the public list: `Example Hosting, Oslo: servers and backups; …`. "
        "What other settings name is listed by itself.",
    ),
    Variable(
        "SECOND_FACTOR_FOR",
        "list",
        ["staff"],
        "Who opens the admin with a second factor only: `staff` for all, names of groups, or nothing.",
    ),
    Variable(
        "DESK_IDLE_MINUTES",
        "int",
        120,
        "After so many minutes without use the admin asks again who somebody is, from 5 to 1,440.",
    ),
    Variable("DESK_LONGEST_HOURS", "int", 24, "After so many hours it asks in any case, from 1 to 720."),
    Variable("ADMIN_PATH", "str", "admin", "First part of the admin's address."),
    Variable("LOG_LEVEL", "str", "INFO", "Level of the log on standard error."),
    Variable("LOG_FORMAT", "str", "line", "How it is written: `line`, or `json` for programs that read it."),
    Variable(
        "METRICS_TOKEN",
        "str",
        "",
        "Opens `/metrics` to a Prometheus server that sends it as bearer token; empty: closed.",
    ),
)
SWITCHES = tuple(variable.name for variable in VARIABLES if variable.kind == "bool")
YES = frozenset(environ.Env.BOOLEAN_TRUE_STRINGS)
NO = frozenset({"false", "off", "n", "no", "0", ""})


def read() -> dict[str, Any]:
    """Answer every variable's value, by name, from the environment or its default."""
    env = environ.Env()
    return {variable.name: _value(env, variable) for variable in VARIABLES}


def _value(env: environ.Env, variable: Variable) -> Any:  # noqa: ANN401 # as `Variable.default`
    """Read one; a word that is neither yes nor no stays a word, for `config.refusals` to say so."""
    if variable.kind == "bool" and (word := env.str(variable.name, default="")).lower() not in YES | NO:
        return word
    return getattr(env, variable.kind)(variable.name, default=variable.default)


def as_markdown() -> str:
    """Write the table of `docs/settings.md`."""
    rows = ["| variable | default | needed in production | meaning |", "|---|---|---|---|"]
    for variable in VARIABLES:
        default = "`var/`" if variable.name == "VAR_DIR" else f"`{variable.default}`" if variable.default else "empty"
        needed = "yes" if variable.needed_in_production else ""
        rows.append(f"| `{variable.name}` | {default} | {needed} | {variable.meaning} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    print(as_markdown(), end="")  # noqa: T201 # the module's one command
