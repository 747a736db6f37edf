"""The data that is measured on: `python -m tests.bench.dataset --articles 50000 --comments 100000 --waiting 1000`.

Runs with the site's own settings and prints, as JSON, what the requests need to know. Rows are written in bulk but are
those that the acts would write: cards rendered, counts kept, every comment with its first decision. What is there is
kept for the next run; only a fresh short thread and fresh sessions are made each time.
"""

import argparse
import io
import json
from datetime import datetime, timedelta
from functools import partial

import django

django.setup()

from django.conf import settings  # noqa: E402 # needs the settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402 # as above
from django.core.management import call_command  # noqa: E402 # as above
from django.db.models import F  # noqa: E402 # as above
from django.utils import timezone  # noqa: E402 # as above

from accounts import reader_cookie  # noqa: E402 # as above
from accounts.actions import registration  # noqa: E402 # as above
from accounts.enums import AcknowledgementKind, Surface  # noqa: E402 # as above
from accounts.models import Acknowledgement, PolicyVersion, User  # noqa: E402 # as above
from accounts.safety import form_tokens  # noqa: E402 # as above
from accounts.sessions import SessionStore  # noqa: E402 # as above
from articles.enums import Status as ArticleStatus  # noqa: E402 # as above
from articles.models import Article, Edition, Revision, Section, SectionName, Story  # noqa: E402 # as above
from moderation.models import Case, Comment, Ruleset, Threshold  # noqa: E402 # as above
from tests.bench import threads, words  # noqa: E402 # as above

PEOPLE, POSTERS = 1000, 400
BATCH = 2000
WEEK = timedelta(days=7)
#: Of each short thread, so that the moderators' first page is full on the smallest site, too.
WAITING = 25
#: Paragraphs of an article that is read, and of the many that only fill the tables.
READ, FILLING = 12, 2
#: Articles of that length.
READABLE = 100
SECRET = "benchbenchbenchbenchbenchbench12"


def build(*, articles: int, comments: int, waiting: int) -> None:
    """Fill an empty database."""
    now = timezone.now()  # the policies came into force during the set-up
    people = _people(now)
    edition = Edition.objects.create(language="en", name="The Gazette", is_default=True)
    section = Section.objects.create(code="news")
    SectionName.objects.create(section=section, edition=edition, name="News", slug="news")
    for begin in range(0, articles, BATCH):
        _articles(section, edition, range(begin, min(begin + BATCH, articles)), now)
    long = Article.objects.order_by("pk").first()
    threads.fill(long, people, comments=comments, waiting=waiting, now=now)


def prepare(now: datetime) -> dict[str, object]:
    """Make what each run needs anew, and say where everything is."""
    _raise_limits(now)
    # what an earlier run posted was last week: nobody has written twenty comments today
    posted = Comment.objects.filter(submission__isnull=False, submitted_at__gt=now - WEEK)
    posted.update(submitted_at=F("submitted_at") - WEEK)
    people = list(User.objects.filter(email__startswith="reader").order_by("pk")[:PEOPLE])
    long = Article.objects.order_by("pk").first()
    free = Article.objects.live(now).filter(thread__isnull=True).order_by("pk")
    short, plain, written = free[:3]
    unread = [_known(article) for article in free[3 : READABLE - 10]]
    threads.fill(short, people, comments=100, waiting=WAITING, now=now)
    threads.fill(written, people, comments=100, waiting=WAITING, now=now)
    middle = Comment.objects.placed().filter(article=long).order_by("path")
    paths = [*middle.values_list("path", flat=True)]
    return {
        "long": _known(long),
        "short": _known(short),
        "written": _known(written),
        "plain": _known(plain),
        "unread": unread,
        "after": {"middle": paths[len(paths) // 2], "end": paths[-51]},
        "readers": [_headers(person) for person in people[:POSTERS]],
        "moderator": _headers(User.objects.get(email="moderator@example.org")),
        "answerable": Comment.objects.readable().filter(article=long).earliest("pk").pk,
        "csrf": SECRET,
        "form": form_tokens.issue(timezone.now()),
        "admin": f"/{settings.ADMIN_PATH}/",
        "counts": {
            "articles": Article.objects.count(),
            "comments": Comment.objects.count(),
            "waiting": Case.objects.count(),
        },
        "cases": list(Case.objects.waiting().urgent_first(now).values_list("pk", flat=True)[:400]),
    }


def _known(article: Article) -> dict[str, object]:
    return {"pk": article.pk, "path": article.get_absolute_url()}


def _raise_limits(now: datetime) -> None:
    """Let so many comments in as are measured: the limits are checked all the same."""
    for name in ("flood_by_author", "flood_by_network", "flood_by_article", "flood_comments"):
        Threshold.objects.filter(pk=name).update(value=1e6, highest=1e6)
    Ruleset.objects.create(made_at=now)


def _people(now: datetime) -> list[User]:
    moderator = registration.enrol(
        email="moderator@example.org", password="-", name="Moderator", language="en", is_staff=True, now=now
    )
    User.objects.filter(pk=moderator.pk).update(is_superuser=True)
    people = User.objects.bulk_create(
        User(email=f"reader{n}@example.org", name=f"Reader {n}", name_skeleton=f"reader {n}", joined_at=now)
        for n in range(PEOPLE)
    )
    make = partial(
        Acknowledgement, language="en", text_sha256="0" * 64, surface=Surface.SIGNUP, made_at=now,
        kind=AcknowledgementKind.ACCEPTED,
    )  # fmt: skip
    versions = list(PolicyVersion.objects.published())
    Acknowledgement.objects.bulk_create(make(person=person, version=one) for person in people for one in versions)
    return people


def _articles(section: Section, edition: Edition, numbers: range, now: datetime) -> None:
    stories = Story.objects.bulk_create(Story() for _ in numbers)
    texts = [
        {
            "slug": f"story-{n}",
            "title": words.comment(f"title {n}", 1)[:190],
            "body": words.article(n, READ if n < READABLE else FILLING),
        }
        for n in numbers
    ]
    made = Article.objects.bulk_create(
        Article(story=story, section=section, edition=edition, summary=words.comment(f"summary {n}", 1), **text)
        for n, story, text in zip(numbers, stories, texts, strict=True)
    )
    revisions = Revision.objects.bulk_create(
        Revision(article=article, number=1, made_at=now, section=section, summary=article.summary, **text)
        for article, text in zip(made, texts, strict=True)
    )
    for n, article, revision in zip(numbers, made, revisions, strict=True):
        article.live_revision, article.status = revision, ArticleStatus.PUBLISHED
        article.published_at = article.changed_at = now - timedelta(minutes=n + 1)
    Article.objects.bulk_update(made, ["live_revision", "status", "published_at", "changed_at"], batch_size=200)


def _headers(person: User) -> dict[str, str]:
    """Sign a person in, and return the headers of their requests."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    cookies = {
        settings.SESSION_COOKIE_NAME: session.session_key,
        settings.CSRF_COOKIE_NAME: SECRET,
        reader_cookie.NAME: reader_cookie.write(person.name),
    }
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--comments", type=int, required=True)
    parser.add_argument("--waiting", type=int, required=True)
    parser.add_argument("--is-set-up", action="store_true")
    options = parser.parse_args()
    if not options.is_set_up:  # a data set that is kept may come from an older version
        call_command("set_up", verbosity=0, stdout=io.StringIO())
    if not Article.objects.exists():
        build(articles=options.articles, comments=options.comments, waiting=options.waiting)
    print(json.dumps(prepare(timezone.now())))


if __name__ == "__main__":
    main()
