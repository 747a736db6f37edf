"""`manage.py set_up`: what a site needs before it opens."""

from importlib.util import cache_from_source
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from moderation import apps

pytestmark = pytest.mark.django_db


def test_python_of_ours_is_compiled_though_python_may_not_keep_what_it_compiles(monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    compiled = Path(cache_from_source(apps.__file__))
    compiled.unlink(missing_ok=True)
    call_command("set_up", stdout=StringIO())
    assert compiled.exists()
