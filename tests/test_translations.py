"""The interface is complete in every language that ships."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "config" / "locale"
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
SOURCES = ["accounts", "articles", "config", "moderation", "templates", "manage.py"]

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|</?\w+[^>]*>")


def catalogue(language):
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"))


def said(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_untranslated(language):
    assert [entry.msgid for entry in catalogue(language) if entry.fuzzy or not all(said(entry))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_placeholder_is_lost(language):
    lost = []
    for entry in catalogue(language):
        expected = sorted(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        # only the last plural form has to name the number
        if sorted(PLACEHOLDER.findall(said(entry)[-1])) != expected:
            lost.append(entry.msgid)
    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_was_translated(language):
    compiled = polib.mofile(str(LOCALE / language / "LC_MESSAGES" / "django.mo"))

    assert {(e.msgctxt, e.msgid): said(e) for e in compiled} == {
        (e.msgctxt, e.msgid): said(e) for e in catalogue(language)
    }


def test_the_catalogues_hold_every_word_of_the_source(tmp_path):
    if not shutil.which("xgettext"):
        pytest.skip("xgettext is missing: apt-get install gettext")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    collect = [sys.executable, "manage.py", "makemessages", "--locale", "de", "--no-obsolete", "--no-location"]
    ours = {"DJANGO_SETTINGS_MODULE": "config.settings", "VAR_DIR": str(tmp_path / "var")}
    subprocess.run(collect, cwd=tmp_path, check=True, capture_output=True, env=os.environ | ours)

    collected = polib.pofile(str(tmp_path / "config" / "locale" / "de" / "LC_MESSAGES" / "django.po"))

    kept = {(entry.msgctxt, entry.msgid) for entry in catalogue("de")}
    assert {(entry.msgctxt, entry.msgid) for entry in collected} == kept
