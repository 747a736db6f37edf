"""What the lists of the admin take on the database of the settings: `python -m tests.bench.lists`, after `tests.bench`.

Opens each list as an administrator, that of articles in other ways, too, and prints the milliseconds by the clock, the
slowest first (A55): the median, and the longest.
"""

import time
from statistics import median

import django

django.setup()

from django.contrib import admin  # noqa: E402 # needs the settings
from django.test import Client  # noqa: E402 # as above
from django.urls import reverse  # noqa: E402 # as above

from accounts.models import User  # noqa: E402 # as above
from articles.models import Article  # noqa: E402 # as above
from tests.bench.site import READER  # noqa: E402 # as above

TIMES = 7
#: Other ways to open the longest list.
WAYS = (
    "",
    "?q=harbour",
    "?q=zzz",
    f"?p={Article.objects.count() // 100}",
    "?o=1",
    "?o=-4",
    "?state=published",
    "?state=draft",
    "?section__id__exact=1",
)


def _took(client: Client, address: str) -> tuple[int, list[float]]:
    """Open a page a number of times, the first untimed; return its status and the milliseconds."""
    took = []
    for _ in range(TIMES + 1):
        begun = time.perf_counter()
        response = client.get(address, headers=READER)
        took.append((time.perf_counter() - begun) * 1e3)
    return response.status_code, took[1:]


def main() -> None:
    chief = User.objects.filter(is_superuser=True).first() or User.objects.create_superuser("chief@gazette.example")
    client = Client()
    client.force_login(chief)
    rows = []
    client.get(
        "/", headers=READER
    )  # whose addresses are read with the first request, and with them what the admin leaves out
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        for way in WAYS if model is Article else WAYS[:1]:
            status, took = _took(client, reverse(f"admin:{name}_changelist") + way)
            rows.append((median(took), max(took), status, name + way))
    for middle, longest, status, name in sorted(rows, reverse=True):
        print(f"{name:46} {status} {middle:8.1f} {longest:8.1f}")


if __name__ == "__main__":
    main()
