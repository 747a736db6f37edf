"""What a view promises of a page, and what an action says when the promise ends."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial, wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.pages import purging
from articles.pages.stamps import SITE, of_article, of_edition, of_tag, stamps

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

#: Keys of the WSGI environment: the store in front says that it is there, the view leaves its terms.
STORE_KEY = "gazette.store"
TERMS_KEY = "gazette.terms"
_PAGES: set[object] = set()
#: Where what is touched is noted, while somebody gathers it.
_gathered: ContextVar[set[str] | None] = ContextVar("gathered", default=None)


@dataclass(frozen=True)
class Terms:
    """How long a page is true."""

    #: Names of the things it shows (articles.pages.stamps).
    shows: tuple[str, ...]
    #: The moment at which the clock alone changes it.
    until: datetime | None
    #: Parameters of the query that it depends on; with one of them it is kept by its whole address.
    reads: tuple[str, ...]
    #: Where it can be had as Markdown; empty: nowhere.
    markdown: str = ""


def terms(
    request: HttpRequest,
    *,
    editions: Iterable[str] = (),
    articles: Iterable[int] = (),
    tags: Iterable[int] = (),
    until: datetime | None = None,
    reads: tuple[str, ...] = (),
    markdown: str = "",
) -> None:
    """State what the page being made shows, so that it may be kept until one of these changes."""
    shows = (SITE, *map(of_edition, editions), *map(of_article, articles), *map(of_tag, tags))
    request.META[TERMS_KEY] = Terms(shows, until, reads, markdown)


def end(request: HttpRequest, at: datetime) -> None:
    """Let the page being made be kept no longer than this: the clock changes a part of it then."""
    stated: Terms | None = request.META.get(TERMS_KEY)
    if stated:
        request.META[TERMS_KEY] = replace(stated, until=min(at, stated.until or at))


def touch(
    *,
    edition: str | None = None,
    article: int | None = None,
    articles: Iterable[int] = (),
    tags: Iterable[int] = (),
    site: bool = False,
) -> None:
    """Put every kept page that shows these out of date, as soon as the transaction is committed.

    Whether a cache in front of the site is to forget them is written down within it.
    """
    things = [SITE] if site else []
    if edition is not None:
        things.append(of_edition(edition))
    if article is not None:
        things.append(of_article(article))
    things.extend(map(of_article, articles))
    things.extend(map(of_tag, tags))
    if (noted := _gathered.get()) is not None:
        noted.update(things)
    purging.record(things)
    transaction.on_commit(partial(stamps().touch, things))


@contextmanager
def gathering() -> Iterator[set[str]]:
    """Gather the names of all that is put out of date within, by whatever act."""
    names: set[str] = set()
    before = _gathered.set(names)
    try:
        yield names
    finally:
        _gathered.reset(before)


def page(view: View[P]) -> View[P]:
    """Let everybody read the view's page, and make it the same for all: it sees neither person, session nor cookie."""

    @login_not_required
    @require_safe
    @wraps(view)
    def show(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request.user = AnonymousUser()
        request.COOKIES = {}
        request.session = SessionBase()
        return view(request, *args, **kwargs)

    _PAGES.add(show)
    return show


def is_page(view: object) -> bool:
    """Say whether a view was made with `page`."""
    return view in _PAGES
