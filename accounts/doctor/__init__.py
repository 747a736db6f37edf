"""Whether the site is well: what is examined, what was found, and how each fault is mended (A61).

`manage.py doctor` and the admin show the same. Examinations are functions of `now` (settings.EXAMINATIONS) that yield
findings and leave nothing behind.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import TextChoices
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

logger = logging.getLogger(__name__)


class Health(TextChoices):
    """How something stands."""

    WELL = "well", gettext_lazy("well")
    DOUBTFUL = "doubtful", gettext_lazy("look at it")
    ILL = "ill", gettext_lazy("mend it")


@dataclass(frozen=True)
class Finding:
    """What was found of one thing, and for anything but good health what to do."""

    about: str
    health: Health
    said: str
    mend: str = ""


def well(about: str, said: str) -> Finding:
    return Finding(about, Health.WELL, said)


def doubtful(about: str, said: str, mend: str) -> Finding:
    return Finding(about, Health.DOUBTFUL, said, mend)


def ill(about: str, said: str, mend: str) -> Finding:
    return Finding(about, Health.ILL, said, mend)


def examine(now: datetime) -> list[Finding]:
    """Examine everything, and put first what is to be mended. What cannot be examined is a finding itself."""
    found = [finding for path in settings.EXAMINATIONS for finding in _examined(path, now)]
    return sorted(found, key=lambda finding: -list(Health).index(finding.health))


def _examined(path: str, now: datetime) -> Iterator[Finding]:
    try:
        yield from list(import_string(path)(now))
    except Exception as failure:
        logger.exception("%s failed", path)
        said = _("This could not be examined: %(failure)s.") % {"failure": f"{type(failure).__name__}: {failure}"}
        yield ill(path, said, _("Look into the log of the site, and mend what it names first."))
