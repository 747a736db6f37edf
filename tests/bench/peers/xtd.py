"""django-comments-xtd 2.10: an article with a hundred comments, as its documentation shows them, on SQLite."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.bench import words
from tests.bench.cost import Browser, Request
from tests.bench.peers import environment
from tests.bench.servers import Server, free_port, granian, running

REQUIREMENTS = ("django-comments-xtd==2.10.0", "granian")
SITE = {"Host": "xtd.example"}
#: The article with a hundred comments, and the one that is posted to.
READ, WRITTEN = Request("/1/", SITE), Request("/2/", SITE)
SETTINGS = """
from pathlib import Path
BASE_DIR = Path(__file__).parent
SECRET_KEY = "only-for-measuring"
ALLOWED_HOSTS = ["xtd.example"]
INSTALLED_APPS = [
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
    "django.contrib.sites", "news", "rest_framework", "django_comments_xtd", "django_comments",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "urls"
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "DIRS": [BASE_DIR],
    "APP_DIRS": True,
    "OPTIONS": {"context_processors": [
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
    ]},
}]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
SITE_ID = 1
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MAX_THREAD_LEVEL = 4
COMMENTS_XTD_CONFIRM_EMAIL = False
"""
URLS = """
from django.urls import include, path
from django.views.generic import DetailView
from news.models import Article

urlpatterns = [
    path("comments/", include("django_comments_xtd.urls")),
    path("<int:pk>/", DetailView.as_view(model=Article, template_name="article.html"), name="article"),
]
"""
MODELS = """
from django.db import models
from django.urls import reverse


class Article(models.Model):
    title = models.CharField(max_length=200)
    body = models.TextField()
    allow_comments = models.BooleanField(default=True)

    def get_absolute_url(self):
        return reverse("article", args=[self.pk])
"""
TEMPLATE = """<!doctype html>
{% load comments comments_xtd %}
<html lang="en"><head><title>{{ object.title }}</title></head>
<body><article><h1>{{ object.title }}</h1>{{ object.body|safe }}</article>
{% get_comment_count for object as count %}<h2>{{ count }} comments</h2>
{% render_xtdcomment_tree for object %}
{% render_comment_form for object %}
</body></html>
"""
#: Two of four comments answer one of the others, as in our own threads (tests.bench.threads).
WRITE = """
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.utils import timezone
from django_comments_xtd.models import XtdComment
from news.models import Article

for title in ("The new bridge", "The old bridge"):
    article = Article.objects.create(title=title, body={body!r})
    about = {{"content_type": ContentType.objects.get_for_model(Article), "site": Site.objects.get(pk=1)}}
    made = []
    for n, comment in enumerate({comments!r}):
        answered = made[n - n % 4].pk if n % 4 in (1, 2) else 0
        text = {{"comment": comment, "user_name": "Reader", "user_email": "reader@example.org"}}
        made.append(XtdComment.objects.create(
            object_pk=article.pk, parent_id=answered, submit_date=timezone.now(), **about, **text
        ))
"""


@dataclass(frozen=True)
class Xtd:
    server: Server
    #: What a form holds that nobody types, and the cookie that goes with it.
    hidden: dict[str, str]
    cookie: str

    def post(self, _number: int) -> Request:
        """Send the article's form with something new in it."""
        typed = {"name": "Reader", "email": "reader@example.org", "comment": words.comment(os.urandom(8))}
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self.cookie}
        return Request("/comments/post/", SITE | kind, "POST", urlencode(self.hidden | typed), 302)


@contextmanager
def serve(directory: Path, *, install: bool) -> Iterator[Xtd]:
    programs = environment(directory / "xtd", *REQUIREMENTS, install=install)
    project, port = directory / "xtd-site", free_port()
    named = {"DJANGO_SETTINGS_MODULE": "project", "PYTHONPATH": str(project)}
    if not (project / "filled.sqlite3").exists():
        _make(project, programs, named)
    # Each run begins with a hundred comments; those that were posted in the last one are gone.
    shutil.copyfile(project / "filled.sqlite3", project / "db.sqlite3")
    command = granian(port, "wsgi:application", str(programs / "granian"))
    with running(command, port, log=directory / "xtd.log", probe=READ, cwd=project, **named) as server:
        browser = Browser(port)
        form = browser.send(WRITTEN)
        browser.close()
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form.body.decode())
        yield Xtd(server, dict(hidden), form.headers["set-cookie"].partition(";")[0])


def _make(project: Path, programs: Path, named: dict[str, str]) -> None:
    files = {
        "project.py": SETTINGS,
        "urls.py": URLS,
        "wsgi.py": "from django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n",
        "news/__init__.py": "",
        "news/models.py": MODELS,
        "article.html": TEMPLATE,
    }
    for name, text in files.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text)
    written = WRITE.format(body=words.article("xtd", 12), comments=[words.comment(f"xtd/{n}") for n in range(100)])
    for line in (["makemigrations", "news"], ["migrate"], ["shell", "-c", written]):
        command = [programs / "python", "-m", "django", *line]
        subprocess.run(command, cwd=project, env={"PATH": str(programs), **named}, check=True, capture_output=True)
    (project / "db.sqlite3").rename(project / "filled.sqlite3")
