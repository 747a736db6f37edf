import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from config import env, refusals

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "DEPLOYMENT": "production",
    "SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789" * 2,
    "DEBUG": "false",
    "ALLOWED_HOSTS": "news.example.org",
    "SITE_URL": "https://news.example.org",
    "EMAIL_URL": "smtp://mail.example.org:587",
    "MAIL_FROM": "News <news@example.org>",
    "MODERATORS_CONTACT": "moderators@example.org",
    "PRIVACY_CONTACT": "privacy@example.org",
    "SUPERVISORY_AUTHORITY": "Authority, Example Street 1",
    "TRACE_KEYS": "1:a-secret-of-this-site",
}


def run(tmp_path, *arguments, **changed):
    """Run manage.py as production would, with nothing but these variables."""
    given = {name: value for name, value in (GOOD | changed).items() if value is not None}
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **given}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_deploy_check_is_clean_and_silences_nothing(tmp_path):
    done = run(tmp_path, "check", "--deploy", "--fail-level", "INFO")
    assert (done.returncode, "no issues (0 silenced)" in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param({"SECRET_KEY": None}, "SECRET_KEY is not set", id="the default key"),
        pytest.param({"SECRET_KEY": "short"}, "SECRET_KEY is shorter", id="a short key"),
        pytest.param({"DEBUG": "true"}, "DEBUG is on", id="debug"),
        pytest.param({"TRUST_PROXY": "ture"}, "TRUST_PROXY is neither", id="a word that is neither yes nor no"),
        pytest.param({"ALLOWED_HOSTS": "*"}, "wildcard", id="a wildcard host"),
        pytest.param({"ALLOWED_HOSTS": ".example.org"}, "wildcard", id="a leading dot, which lets in every name below"),
        pytest.param({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS is not set", id="no host"),
        pytest.param({"MODERATORS_CONTACT": None}, "MODERATORS_CONTACT is not set", id="no moderators' address"),
        pytest.param({"MODERATORS_CONTACT": "us"}, "MODERATORS_CONTACT is no e-mail", id="no address of moderators"),
        pytest.param({"DEPLOYMENT": "prod"}, "DEPLOYMENT is neither", id="a deployment that there is not"),
        pytest.param({"PRIVACY_CONTACT": None}, "PRIVACY_CONTACT is not set", id="no privacy address"),
        pytest.param({"SUPERVISORY_AUTHORITY": None}, "SUPERVISORY_AUTHORITY is not set", id="no authority"),
        pytest.param({"TRACE_KEYS": None}, "TRACE_KEYS is not set", id="the default trace key"),
        pytest.param({"BLOCK_MODE": "later"}, "BLOCK_MODE is none of", id="a block nobody knows"),
        pytest.param({"HEARING_DAYS": "2"}, "HEARING_DAYS lies between 3 and 30", id="too little time to reply"),
        pytest.param(
            {"DESK_IDLE_MINUTES": "4"}, "DESK_IDLE_MINUTES lies between 5 and 1440", id="an admin that closes"
        ),
        pytest.param({"DESK_LONGEST_HOURS": "0"}, "DESK_LONGEST_HOURS lies between 1 and 720", id="one never open"),
        pytest.param({"HEARING_DAYS": "31"}, "HEARING_DAYS lies between 3 and 30", id="a hearing that never ends"),
        pytest.param({"LADDER": "warn,suspend"}, "LADDER lists", id="a suspension without days"),
        pytest.param({"LADDER": "warn,suspend:91"}, "LADDER lists", id="a suspension longer than a block should be"),
        pytest.param({"EMBEDS": "youtube,nobody"}, "EMBEDS names nobody", id="a service that nobody knows"),
        pytest.param({"LADDER": ""}, "LADDER lists", id="no ladder"),
        pytest.param({"TRACE_KEYS": "2:new,old"}, "TRACE_KEYS has a key", id="a trace key without its number"),
        pytest.param({"DSA_PROFILE": "platfrom"}, "DSA_PROFILE is none", id="a profile that there is not"),
    ],
)
def test_production_refuses_to_start_and_says_why(tmp_path, changed, said):
    done = run(tmp_path, "check", **changed)
    assert done.returncode != 0
    assert said in done.stderr


VARNISH = {"PURGE_WITH": "varnish", "PURGE_AT": "http://10.0.0.5:6081,http://10.0.0.6:6081"}
FASTLY = {"PURGE_WITH": "fastly", "PURGE_SITE": "SU1Z0isxPaozGVKXdv0eY", "PURGE_TOKEN": "a-token"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({}, [], id="none"),
        pytest.param(VARNISH, [], id="two Varnish servers"),
        pytest.param(FASTLY, [], id="a service with its token"),
        pytest.param(FASTLY | {"PURGE_WITH": "cloudflare"}, [], id="a zone with its token"),
        pytest.param({"PURGE_WITH": "squid"}, ["PURGE_WITH is none"], id="a cache that we do not know"),
        pytest.param(VARNISH | {"PURGE_AT": ""}, ["PURGE_AT is not set"], id="Varnish nowhere"),
        pytest.param(VARNISH | {"PURGE_AT": "10.0.0.5"}, ["PURGE_AT has no address"], id="no address"),
        pytest.param(VARNISH | {"PURGE_AT": "http://a:b@c"}, ["PURGE_AT has no address"], id="a password in it"),
        pytest.param(FASTLY | {"PURGE_SITE": "../purge_all"}, ["PURGE_SITE is no ID"], id="no service"),
        pytest.param(FASTLY | {"PURGE_TOKEN": ""}, ["PURGE_TOKEN is not set"], id="no token"),
    ],
)
def test_a_cache_that_is_chosen_has_what_telling_it_takes(monkeypatch, given, said):
    for name, value in ({"DEPLOYMENT": "development"} | given).items():
        monkeypatch.setenv(name, value)
    found = [one for one in refusals.refusals(env.read()) if "PURGE" in one]
    assert [one[: len(start)] for one, start in zip(found, said, strict=True)] == said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({}, [], id="nobody"),
        pytest.param({"WEBSUB_HUB": "https://hub.example/", "INDEXNOW_KEY": "0123-abcd"}, [], id="a hub and a key"),
        pytest.param({"WEBSUB_HUB": "hub.example"}, ["WEBSUB_HUB is no address"], id="no address"),
        pytest.param({"WEBSUB_HUB": 'https://hub.example/">'}, ["WEBSUB_HUB is no address"], id="what ends a header"),
        pytest.param({"INDEXNOW_AT": "https://a:b@c/"}, ["INDEXNOW_AT is no address"], id="a password in it"),
        pytest.param({"INDEXNOW_KEY": "short"}, ["INDEXNOW_KEY is not 8"], id="a short key"),
        pytest.param({"INDEXNOW_KEY": "../../etc/passwd"}, ["INDEXNOW_KEY is not 8"], id="no key"),
        pytest.param({"INDEXNOW_KEY": "0123-abcd", "INDEXNOW_AT": ""}, ["INDEXNOW_AT is empty"], id="nowhere"),
    ],
)
def test_whoever_is_told_of_changes_can_be(monkeypatch, given, said):
    for name, value in ({"DEPLOYMENT": "development"} | given).items():
        monkeypatch.setenv(name, value)
    found = [one for one in refusals.refusals(env.read()) if "WEBSUB" in one or "INDEXNOW" in one]
    assert [one[: len(start)] for one, start in zip(found, said, strict=True)] == said


def test_what_the_address_of_the_database_asks_for_is_kept(tmp_path):
    """Whoever asks for a verified certificate must not be given a connection without one."""
    address = "postgres://gazette@db.example.org/gazette?sslmode=verify-full&conn_max_age=5"
    shown = "from django.db import connection as c; print(c.settings_dict['OPTIONS'], c.settings_dict['CONN_MAX_AGE'])"
    done = run(tmp_path, "shell", "--no-imports", "--command", shown, DATABASE_URL=address)
    assert "'sslmode': 'verify-full'" in done.stdout, done.stderr
    assert "'server_side_binding': True" in done.stdout
    assert done.stdout.split()[-1] == "5"


def test_every_variable_has_a_meaning_and_one_name():
    names = [variable.name for variable in env.VARIABLES]
    assert len(set(names)) == len(names)
    assert all(variable.meaning.endswith(".") for variable in env.VARIABLES)


def test_no_other_module_reads_the_environment():
    readers = [
        path.relative_to(ROOT).as_posix()
        for folder in ("accounts", "articles", "moderation", "config")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"os\.environ|getenv|import environ", path.read_text(encoding="utf-8")) and path.name != "env.py"
    ]
    # Django's own entry points name the settings module, and settings asks django-environ to read two addresses.
    assert sorted(set(readers) - {"config/wsgi.py", "config/settings.py"}) == []
