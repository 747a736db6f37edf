"""The discussion under an article: `{% load comments %}{% comments article %}`."""

from typing import Any

from django import template

from articles.models import Article
from moderation import cards
from moderation.enums import Discussion, Order
from moderation.models import Thread

register = template.Library()


@register.inclusion_tag("components/_discussion.html")
def comments(article: Article) -> dict[str, Any]:
    """Show the first comments, in two statements whatever their number, and the ways to read on and to write."""
    thread = Thread.objects.filter(article=article.pk).first() or Thread(article=article)
    is_closed = thread.discussion == Discussion.CLOSED
    return {
        "article": article,
        "thread": thread,
        "order": Order.OLDEST,
        "orders": Order,
        "page": None if is_closed else cards.page(article.pk, order=Order.OLDEST),
        "is_closed": is_closed,
        "takes_comments": thread.discussion not in (Discussion.READ_ONLY, Discussion.CLOSED),
    }
