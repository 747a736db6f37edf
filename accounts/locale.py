"""The language and the clock that people read by."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import timezone, translation
from django.utils.module_loading import import_string


@contextmanager
def as_read_in(language: str) -> Iterator[None]:
    """Let words be of this language, and times by the clock of its readers (EDITION_CLOCK)."""
    with translation.override(language), timezone.override(import_string(settings.EDITION_CLOCK)(language)):
        yield
