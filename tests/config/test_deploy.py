"""A production site's settings satisfy every one of Django's checks (QW1)."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "DEPLOYMENT": "production",
    "SECRET_KEY": "k3Jq-9vW2xP_7mZr8TnY5cLb0HdS4gFa1UeQiXoRtVwNyMzKjB6hGpC",
    "ALLOWED_HOSTS": "news.example",
    "SITE_URL": "https://news.example",
    "EMAIL_URL": "smtp://user:password@mail.example:587",
    "MAIL_FROM": "Gazette <news@news.example>",
    "MODERATORS_CONTACT": "moderators@news.example",
    "PRIVACY_CONTACT": "privacy@news.example",
    "SUPERVISORY_AUTHORITY": "Authority, 1 Street, Town",
    "TRACE_KEYS": "1:a-secret-of-this-site",
    "TRUST_PROXY": "true",
    "DATABASE_URL": "",
    "REDIS_URL": "",
}


def check(tmp_path, **changed):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        **PRODUCTION,
        "VAR_DIR": str(tmp_path),
        **changed,
    }
    line = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "DEBUG"]
    return subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_nothing_is_said_about_production_and_nothing_is_silenced(tmp_path):
    done = check(tmp_path)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), done.stderr


def test_the_check_says_something_about_a_developers_machine(tmp_path):
    assert "security.W" in check(tmp_path, DEPLOYMENT="development").stderr
