"""What can only be measured inside a process of ours: `python -m tests.bench.inside FACTS`. Prints JSON.

The first thing measured is what the screening takes of a process, so that nothing may be loaded before it.
"""

import json
import os
import re
import sys
import time
from statistics import median, quantiles
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402 # needs the settings
from django.test import RequestFactory  # noqa: E402 # as above
from django.test.utils import CaptureQueriesContext  # noqa: E402 # as above

from config.wsgi import application  # noqa: E402 # as above
from moderation.actions import policies  # noqa: E402 # as above
from moderation.screening import Draft, Facts, screen  # noqa: E402 # as above
from tests.bench import cost, words  # noqa: E402 # as above

#: Transaction control costs no plan and no page; the figures count statements.
CONTROL = re.compile(r"(RELEASE )?SAVEPOINT|ROLLBACK TO|BEGIN|COMMIT")


def screening() -> dict[str, float]:
    """Measure what the screening takes to load, and its time for comments of 200 characters and of 2 KB."""
    before, begun = cost.memory([os.getpid()]), time.perf_counter()
    settings = policies.current()
    loaded = {"seconds": time.perf_counter() - begun, "megabytes": cost.memory([os.getpid()]) - before}
    return loaded | {
        f"{name}_{figure}": value
        for name, sentences in (("ordinary", 3), ("long", 34))
        for figure, value in _screened(settings, sentences).items()
    }


def _screened(settings: Any, sentences: int) -> dict[str, float]:
    took = []
    for number in range(300):
        draft = Draft(words.comment(f"screening {number}", sentences), ("en",), title="The bridge", article="")
        begun = time.perf_counter()
        screen(draft, Facts(), settings)
        took.append((time.perf_counter() - begun) * 1e3)
    return {"median": median(took), "p99": quantiles(took, n=100)[-1]}


def statements(facts: dict[str, Any]) -> dict[str, int]:
    """Count the SQL statements of warm requests, through the whole application."""
    page = facts["long"]["path"]
    posting = f"/en/articles/{facts['long']['pk']}/comments/new/"
    asked = {
        "anonymous": lambda: _get(page),
        "signed in": lambda: _get(page, facts["readers"][1]["Cookie"]),
        "post": lambda: _post(posting, facts),
        "reply": lambda: _post(f"/en/comments/{facts['answerable']}/reply/", facts),
    }
    return {name: _count(ask) for name, ask in asked.items()}


def _count(ask: Any) -> int:
    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len([one for one in captured.captured_queries if not CONTROL.match(one["sql"])])


def _get(path: str, cookie: str = "") -> None:
    _answer(RequestFactory().get(path, HTTP_COOKIE=cookie, **ADDRESSED).environ, "200")


def _post(path: str, facts: dict[str, Any]) -> None:
    said = {"body": words.comment(os.urandom(8)), "csrfmiddlewaretoken": facts["csrf"], "post_token": facts["form"]}
    cookie = facts["readers"][-1]["Cookie"]
    request = RequestFactory().post(path, said, HTTP_COOKIE=cookie, HTTP_ORIGIN=SITE_URL, **ADDRESSED)
    _answer(request.environ, "302")


def _answer(environ: dict[str, Any], expected: str) -> None:
    answered: list[str] = []
    body = application(environ, lambda status, _headers, _error=None: answered.append(status))
    content = b"".join(body)
    getattr(body, "close", lambda: None)()
    if not answered[0].startswith(expected):
        raise cost.Unexpected(f"{environ['PATH_INFO']}: {answered[0]} {content[:500]!r}")


SITE_URL = os.environ["SITE_URL"]
ADDRESSED = {"HTTP_HOST": os.environ["ALLOWED_HOSTS"], "HTTP_X_FORWARDED_PROTO": "https", "secure": True}

if __name__ == "__main__":
    print(json.dumps({"screening": screening(), "statements": statements(json.loads(sys.argv[1]))}))
