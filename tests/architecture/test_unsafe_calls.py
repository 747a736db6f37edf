"""What can harm is called only where it is owned (quality QS6). A new place needs a line here, with its reason."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted(
    path
    for app in ("accounts", "articles", "moderation", "config")
    for path in (ROOT / app).rglob("*.py")
    if path.name != "0001_initial.py"
)
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())

#: Names, as they are called or imported, by what can go wrong with them.
KINDS = {
    "markup": {"mark_safe", "SafeText", "format_html_join", "html_safe", "__html__"},
    "SQL": {"raw", "extra", "cursor", "RunSQL", "RawSQL", "execute", "executemany", "executescript"},
    "network": {
        "requests", "urllib3", "urllib.request", "http.client", "httpx", "aiohttp", "socket", "ftplib", "smtplib",
        "telnetlib", "poplib", "imaplib", "xmlrpc",
    },
    "XML": {"ParserCreate", "expat", "xml.parsers", "xml.etree", "xml.dom", "xml.sax", "ElementTree", "lxml"},
    "foreign objects": {"pickle", "cPickle", "shelve", "marshal", "dill", "joblib", "yaml", "PickleSerializer"},
    "code": {"eval", "exec", "compile", "__import__", "import_string", "import_module", "runpy"},
    "processes": {"subprocess", "os.system", "os.popen", "multiprocessing", "pty"},
    "signed in as": {"force_login", "csrf_exempt", "xframe_options_exempt", "csp_exempt", "csp_update"},
    "stored markup": {"html=", "card="},
}  # fmt: skip

#: Who owns what, and why it is safe there.
OWNERS = {
    "markup": {
        "accounts/safety/sanitize.py": "its purpose: what comes out has passed both engines",
        "accounts/wording.py": "fills escaped values into a policy that was cleaned when it was written",
        "articles/pages/stencils.py": "fills escaped texts into what the template engine rendered",
        "articles/templatetags/pages.py": "joins what the template engine rendered, and our own marks",
        "articles/embeds.py": "puts cards that the template engine rendered into a text that passed both engines",
        "articles/featured.py": "puts comments, cleaned when they were written, into a text that passed both engines",
        "articles/sharing.py": "JSON-LD, escaped for its place in a script element",
        "moderation/cards.py": "marks for the texts of a card; a comment's stored text was cleaned when it was written",
        "moderation/stretches.py": "joins cards and buttons that the template engine rendered",
    },
    "SQL": {
        "accounts/triggers.py": "triggers that refuse to change evidence: constants",
        "accounts/privacy/audit.py": "looks through every table: names of the schema, the mark beside them",
        "accounts/privacy/disk.py": "VACUUM and checkpoints: constants",
        "accounts/driver.py": "statements that Django has compiled; values go beside them",
        "articles/search/index.py": "what the databases keep for the search: constants",
        "articles/search/engines.py": "a constant for each database; words, letters and digits alone, go beside it",
        "moderation/imports/spool.py": "a database of its own, gone with the process: constants, values beside them",
        "accounts/backup/rows.py": "rows as they were: names of our own tables, values beside them",
    },
    "network": {
        "accounts/safety/outgoing.py": "its purpose: the one door out",
        "accounts/outbox/mail.py": "names the errors of the mail server; Django opens the connection",
        "accounts/outbox/worker.py": "the machine's name, for the record of who delivers; opens no connection",
        "config/bodies.py": "hangs up on who came in and fell silent; opens no connection",
    },
    "XML": {"accounts/safety/xml.py": "its purpose: no document type is read, and so no entity"},
    "foreign objects": {},
    "code": {
        "accounts/chain/logs.py": "lists of logs named in the settings",
        "accounts/actions/consents.py": "functions named in the settings",
        "accounts/doctor/__init__.py": "functions named in the settings",
        "accounts/locale.py": "the clock named in the settings",
        "accounts/metrics.py": "functions named in the settings",
        "accounts/outbox/delivery.py": "functions named in the settings",
        "accounts/outbox/worker.py": "functions named in the settings",
        "accounts/privacy/declarations.py": "functions named in each app's personal_data",
        "accounts/privacy/erasure.py": "functions named in each app's personal_data",
        "articles/actions/articles.py": "a function named in the settings",
        "articles/actions/assignments.py": "a function named in the settings",
        "articles/models/correction.py": "a function named in the settings",
        "articles/featured.py": "a function named in the settings",
        "accounts/privacy/retention.py": "functions named in each app's personal_data",
    },
    "processes": {
        "articles/images.py": "our own module, which unpacks an upload within bounds, without our environment",
        "config/serve.py": "starts the web server and the worker: constants",
        "config/web.py": "copies itself, and becomes our own module that waits for the copies",
    },
    "signed in as": {
        "accounts/views/copies.py": "looks at a file and changes nothing: it works without a cookie",
        "moderation/views/follow.py": "a signed address is the key, and no session is looked at (RFC 8058)",
        "articles/views/digests.py": "a signed address is the key, and no session is looked at (RFC 8058)",
    },
    "stored markup": {
        "moderation/actions/ledger.py": "writes a comment, its cleaned text and its card",
        "moderation/actions/entering.py": "the card of an imported comment, its texts cleaned and escaped as there",
        "moderation/actions/leaving.py": "empties the text of an erased comment",
        "moderation/actions/quoted.py": "takes quotations of an erased text out, and cleans what is left",
    },
}


def called(path: Path) -> Iterator[str]:
    """List what a module imports, calls and names, as the table spells it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (part for name in names for part in (name.name, name.name.partition(".")[0]))
            case ast.ImportFrom(module=str(module), names=names):
                yield from (module, module.partition(".")[0], *(name.name for name in names))
                yield from (f"{module}.{name.name}" for name in names)
            case ast.Call(func=ast.Name(id=name)):
                yield name
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name)):
                # `re.compile` is no call of `compile`: what hangs on these modules is theirs.
                yield from (f"{owner}.{name}", "" if owner in ("re", "re2") else name)
            case ast.Call(func=ast.Attribute(attr=name)):
                yield name


def writes(path: Path) -> Iterator[str]:
    """List which columns of stored markup a module gives a value to: by keyword or by assignment to an attribute."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=func, keywords=keywords):
                name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
                stores = name in (
                    "update",
                    "create",
                    "get_or_create",
                    "update_or_create",
                    "change",
                    "Comment",
                    "CommentVersion",
                )
                yield from (f"{word.arg}=" for word in keywords if stores and word.arg in ("html", "card"))
            case ast.Assign(targets=targets):
                yield from (f"{one.attr}=" for one in targets if isinstance(one, ast.Attribute))


@cache
def found() -> dict[str, set[str]]:
    """Read all of our code, once."""
    return {path.relative_to(ROOT).as_posix(): {*called(path), *writes(path)} for path in CODE}


@pytest.mark.parametrize("kind", KINDS)
def test_only_owners_do_what_can_harm(kind):
    doing = {path for path, names in found().items() if names & KINDS[kind]}
    assert doing == set(OWNERS[kind])


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("markup", "from django.utils.safestring import mark_safe as m"),
        ("SQL", "with connection.cursor() as c: pass"),
        ("SQL", "Comment.objects.raw('x')"),
        ("SQL", "Comment.objects.filter(a=1).extra(where=[x])"),
        ("network", "from urllib.request import urlopen"),
        ("network", "import http.client"),
        ("network", "from urllib import request as r\nimport urllib.request"),
        ("foreign objects", "import pickle"),
        ("code", "eval('1')"),
        ("processes", "import os\nos.system('x')"),
        ("stored markup", "Comment.objects.filter(pk=1).update(html=x)"),
        ("stored markup", "comment.card = x"),
    ],
)
def test_the_scan_sees(tmp_path, kind, code):
    module = tmp_path / "module.py"
    module.write_text(code)
    assert {*called(module), *writes(module)} & KINDS[kind]


#: Text for mail is no markup; nothing else may switch the escaping off.
UNESCAPED = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|{%-?\s*autoescape\s+off")


def test_templates_escape_all_they_show():
    unescaped = {path for path in TEMPLATES if UNESCAPED.search(path.read_text(encoding="utf-8"))}
    assert {path for path in unescaped if not (path.parent.name == "mail" and path.suffix == ".txt")} == set()


INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)[^>]*>|<style|\son\w+\s*=|\sstyle\s*=", re.IGNORECASE
)


def test_templates_hold_neither_scripts_nor_styles():
    pages = [path for path in TEMPLATES if path.suffix == ".html"]
    found = {path.relative_to(ROOT).as_posix() for path in pages if INLINE.search(path.read_text(encoding="utf-8"))}
    assert found == set()
