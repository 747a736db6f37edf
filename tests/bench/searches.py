"""What readers' search takes on the database of the settings: `python -m tests.bench.searches`, after `tests.bench`.

Prints for each kind of question the milliseconds of processor time that the page of results took, the database's among
them, as `cost` counts it: the median, the 95th percentile; then the median of wall time, which tells of the machine.
The set's few words stand in nearly every article, which is the worst case; `Zeppelin` is written into every 200th.
"""

import os
import time
from datetime import timedelta
from statistics import median, quantiles

import django

django.setup()

from django.db import connection  # noqa: E402 # needs the settings
from django.test import RequestFactory  # noqa: E402 # as above
from django.utils import timezone, translation  # noqa: E402 # as above

from articles.models import Article  # noqa: E402 # as above
from articles.views import searching  # noqa: E402 # as above
from tests.bench import cost  # noqa: E402 # as above

RARE = "Zeppelin"
OLD = (timezone.now() - timedelta(days=20)).date()
QUESTIONS = {
    "a rare word": RARE,
    "a word that stands nowhere": "marmalade",
    "a common word": "harbour",
    "a word of every article": "the",
    "two common words": "old harbour",
    "ten common words": "old harbour market school library garden station tower river ferry",
    "a phrase": '"the old harbour"',
    "a phrase of common words that stands nowhere": '"the the harbour"',
    "a common word and a rare one": f"the {RARE}",
    "a common word without another": "harbour -ferry",
    "a beginning": "har*",
    "a common word, long ago": f"the&until={OLD}",
    "a common word by nobody": "the&byline=nobody",
}
TIMES = 20


def _prepare() -> None:
    for article in Article.objects.only("title").order_by("pk")[::200]:
        if not article.title.startswith(RARE):
            article.title = f"{RARE} {article.title}"[:200]
            article.save(update_fields=["title"])


def _processes() -> list[int]:
    """Name the processes that work for a search: ours, and PostgreSQL's for our connection, on this machine."""
    if connection.vendor == "sqlite":
        return [os.getpid()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return [os.getpid(), *cursor.fetchone()]


def _took(query: str) -> tuple[list[float], list[float]]:
    """Search a number of times; return what each took of the processor, and by the clock."""
    typed, _, rest = query.partition("&")
    parameters = {"q": typed} | dict([rest.split("=")] if rest else [])
    spent, took = [], []
    processes = _processes()
    for _ in range(TIMES):
        request = RequestFactory().get("/en/search/", parameters)
        before, begun = cost.cpu(processes), time.perf_counter()
        searching.results(request)
        spent.append((cost.cpu(processes) - before) * 1e3)
        took.append((time.perf_counter() - begun) * 1e3)
    return spent, took


def _print(name: str, spent: list[float], took: list[float]) -> None:
    print(f"{name:46} {median(spent):7.1f} {quantiles(spent, n=20)[-1]:7.1f} {median(took):7.1f}")


def main() -> None:
    translation.activate("en")
    _prepare()
    _took("warm")
    everything: tuple[list[float], list[float]] = ([], [])
    for name, query in QUESTIONS.items():
        spent, took = _took(query)
        everything = (everything[0] + spent, everything[1] + took)
        _print(name, spent, took)
    _print("all", *everything)


if __name__ == "__main__":
    main()
