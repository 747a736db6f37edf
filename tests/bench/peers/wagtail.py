"""Wagtail 8.0: the project that `wagtail start` makes, with one plain article in it."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import words
from tests.bench.cost import Request
from tests.bench.peers import environment
from tests.bench.servers import Server, free_port, granian, running

REQUIREMENTS = ("wagtail==8.0.1", "granian")
PAGE = Request("/", {"Host": "wagtail.example"})
MODEL = """
from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    body = RichTextField(blank=True)
"""
TEMPLATE = """{% extends "base.html" %}
{% load wagtailcore_tags %}
{% block content %}<article><h1>{{ page.title }}</h1>{{ page.body|richtext }}</article>{% endblock %}
"""
LOCAL = """
SECRET_KEY = "only-for-measuring"
ALLOWED_HOSTS = ["wagtail.example"]
"""
WRITE = """
from home.models import HomePage
page = HomePage.objects.get()
page.title, page.body = "The new bridge", {body!r}
page.save_revision().publish()
"""


@contextmanager
def serve(directory: Path, *, install: bool) -> Iterator[Server]:
    programs = environment(directory / "wagtail", *REQUIREMENTS, install=install)
    project = directory / "wagtail-site"
    named = {"DJANGO_SETTINGS_MODULE": "mysite.settings.production", "PYTHONPATH": str(project)}
    if not (project / "ready").exists():
        _make(project, programs, named)
    port = free_port()
    command = granian(port, "mysite.wsgi:application", str(programs / "granian"))
    with running(command, port, log=directory / "wagtail.log", probe=PAGE, cwd=project, **named) as server:
        yield server


def _make(project: Path, programs: Path, named: dict[str, str]) -> None:
    project.mkdir()

    def run(*line: str | Path) -> None:
        subprocess.run(list(line), cwd=project, env={"PATH": str(programs), **named}, check=True, capture_output=True)

    run(programs / "wagtail", "start", "mysite", project)
    (project / "home/models.py").write_text(MODEL)
    (project / "home/templates/home/home_page.html").write_text(TEMPLATE)
    (project / "mysite/settings/local.py").write_text(LOCAL)
    python = programs / "python"
    run(python, "manage.py", "makemigrations", "home")
    run(python, "manage.py", "migrate")
    run(python, "manage.py", "collectstatic", "--noinput")
    run(python, "manage.py", "shell", "-c", WRITE.format(body=words.article("wagtail", 12)))
    (project / "ready").touch()
