"""The discussion under an article: `{% load comments %}{% comments article %}`."""

from typing import Any

from django import template
from django.db.models import BigIntegerField, QuerySet
from django.urls import reverse

from accounts.prepared import Given, Prepared
from articles.models import Article
from moderation import cards
from moderation.enums import Discussion, Order
from moderation.models import Thread

register = template.Library()


def _thread() -> QuerySet[Thread]:
    return Thread.objects.filter(article=Given("article", BigIntegerField()))


_THREAD = Prepared(_thread)


@register.inclusion_tag("components/_discussion.html")
def comments(article: Article) -> dict[str, Any]:
    """Show the first comments, in two statements whatever their number, and the ways to read on and to write."""
    thread = next(iter(_THREAD.objects(article=article.pk)), None) or Thread(article=article)
    is_closed = thread.discussion == Discussion.CLOSED
    return {
        "thread": thread,
        "order": Order.OLDEST,
        "orders": Order,
        "page": None if is_closed else cards.page(article.pk, order=Order.OLDEST),
        "is_closed": is_closed,
        "takes_comments": thread.discussion not in (Discussion.READ_ONLY, Discussion.CLOSED),
        "write_url": reverse("moderation:submit", kwargs={"pk": article.pk}),
        "thread_url": reverse("moderation:thread", kwargs={"pk": article.pk}),
    }
