"""The discussion under an article: `{% load comments %}{% comments article %}`."""

import json
from functools import lru_cache

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext

from articles import pages
from articles.models import Article
from articles.pages.stencils import Stencil
from articles.paper import EditionFace, paper
from moderation import asked, asking, badges, discussions, stretches
from moderation.asking import Session
from moderation.discussions import Setting
from moderation.enums import Discussion, Order
from moderation.models import Thread

register = template.Library()

#: A number of each form that languages have (Unicode's names), as a browser tells them.
_FORMS = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
_DISCUSSION, _ASKED = Stencil("components/_discussion.html"), Stencil("components/_asked.html")
_BADGE = "components/_badge.html"


@register.simple_tag(takes_context=True)
def comments(context: Context, article: Article) -> SafeString:
    """Show the first comments, in one statement whatever their number, and the ways to read on and to write."""
    thread, page = stretches.opening(article.pk)
    setting = discussions.setting(article, thread, timezone.now())
    if setting.until:
        pages.end(context["request"], setting.until)
    is_closed = setting.discussion == Discussion.CLOSED
    if thread and not is_closed and (session := asking.session(thread)):
        return _questions(context["request"], article, thread, session, setting)
    count = thread.published_count if thread else 0
    shown = {
        "count": ngettext("%(count)s comment", "%(count)s comments", count) % {"count": count},
        "message": setting.message,
        "foreign": _named(foreign(article)),
        "order": Order.OLDEST,
        "orders": Order,
        "page": None if is_closed else {"html": page.html, "after": page.after, "has_badges": page.has_badges},
        "is_closed": is_closed,
        "takes_comments": setting.discussion not in (Discussion.READ_ONLY, Discussion.CLOSED),
        "write_url": _address("moderation:submit", article.pk),
        "follow_url": _address("moderation:follow_article", article.pk),
        "thread_url": _address("moderation:thread", article.pk),
        "latest_url": _address("moderation:latest", article.pk),
        "cards_url": _address("moderation:thread_json", article.pk),
        "muted_url": _address("moderation:muted_sheet", article.pk),
        "last": str(thread.last_number if thread else 0),
    }
    return _DISCUSSION.render(shown)


def _questions(
    request: HttpRequest, article: Article, thread: Thread, session: Session, setting: Setting
) -> SafeString:
    """Show the answered questions with what experts said, or the unanswered ones while there are no others."""
    now, answered = timezone.now(), bool(thread.answered_count)
    if until := session.until(now):
        pages.end(request, until)
    page = asked.stretch(article.pk, answered=answered)
    return _ASKED.render(
        {
            "message": setting.message,
            "said": asked.said(session, article.edition.time_zone, now),
            "foreign": _named(foreign(article)),
            "page": {"html": page.html, "after": page.after, "has_badges": page.has_badges},
            "tabs": asked.tabs(thread, answered=answered),
            "answered": answered,
            "takes_questions": asked.takes_questions(session, setting.discussion, now),
            "write_url": _address("moderation:submit", article.pk),
            "follow_url": _address("moderation:follow_article", article.pk),
            "questions_url": reverse("moderation:questions", kwargs={"pk": article.pk}),
            "muted_url": _address("moderation:muted_sheet", article.pk),
        }
    )


@register.simple_tag
def badge(name: str, carried: str | None, article: int, authors: list[str]) -> str:
    """Show what vouches for a name below an article, of the badges that its account carries (`moderation.badges`)."""
    found = badges.chosen(name, carried, article, authors)
    return render_to_string(_BADGE, {"kind": found.kind, "words": found.words}) if found else ""


@register.simple_tag
def foreign(article: Article) -> EditionFace | None:
    """Return the edition whose language an article's comments are in, where the page speaks another."""
    return None if article.edition_id == get_language() else paper().edition(article.edition_id)


@register.simple_tag
def words_of_new() -> str:
    """Write "3 new comments" for each form of the plural that a browser may ask for, with a mark for the number."""
    return json.dumps(
        {form: ngettext("%(count)s new comment", "%(count)s new comments", n) for form, n in _FORMS.items()}
    )


def _named(edition: EditionFace | None) -> dict[str, str] | None:
    return {"language": edition.language, "direction": edition.direction} if edition else None


def _address(name: str, article: int) -> str:
    return str(article).join(_around(name, get_language()))


@lru_cache
def _around(name: str, _language: str | None) -> list[str]:
    """Return what stands before and behind an article's key in an address of its discussion."""
    before, behind = reverse(name, kwargs={"pk": 0}).split("/0")
    return [f"{before}/", behind]
