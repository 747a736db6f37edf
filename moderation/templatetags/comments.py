"""The discussion under an article: `{% load comments %}{% comments article %}`."""

from typing import Any

from django import template
from django.db.models import BigIntegerField, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from accounts.prepared import Given, Prepared
from articles.models import Article
from articles.pages.stencils import Stencil
from moderation import cards
from moderation.enums import Discussion, Order
from moderation.models import Thread

register = template.Library()


def _thread() -> QuerySet[Thread, Any]:
    threads = Thread.objects.filter(article=Given("article", BigIntegerField()))
    return threads.values_list("discussion", "message", "published_count")


_THREAD = Prepared(_thread)
#: Of an article that nobody has commented on, and whose discussion nobody has set.
_NO_THREAD = (Discussion.OPEN, "", 0)
_DISCUSSION = Stencil("components/_discussion.html")


@register.simple_tag
def comments(article: Article) -> SafeString:
    """Show the first comments, in two statements whatever their number, and the ways to read on and to write."""
    discussion, message, count = next(iter(_THREAD.rows(article=article.pk)), _NO_THREAD)
    is_closed = discussion == Discussion.CLOSED
    page = None if is_closed else cards.page(article.pk, order=Order.OLDEST)
    shown = {
        "count": ngettext("%(count)s comment", "%(count)s comments", count) % {"count": count},
        "message": message,
        "order": Order.OLDEST,
        "orders": Order,
        "page": page and {"html": page.html, "after": page.after},
        "is_closed": is_closed,
        "takes_comments": discussion not in (Discussion.READ_ONLY, Discussion.CLOSED),
        "write_url": reverse("moderation:submit", kwargs={"pk": article.pk}),
        "thread_url": reverse("moderation:thread", kwargs={"pk": article.pk}),
    }
    return _DISCUSSION.render(shown)
