"""The signed links of a follow, and when nothing more can come of one."""

from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.translation import override

from accounts.addresses import absolute
from articles.models import Article
from articles.subscribing import links
from moderation import discussions
from moderation.enums import Discussion
from moderation.models import Follow

SALT = "moderation.follow"
OVER = (Discussion.READ_ONLY, Discussion.CLOSED)


def page_path(follow: Follow) -> str:
    """Return the path at which a follow is confirmed, changed and ended without signing in."""
    return _path("moderation:follow_own", follow)


def end_path(follow: Follow) -> str:
    """Return the path that ends a follow by one POST, without a cookie (RFC 8058)."""
    return _path("moderation:follow_end", follow)


def page_url(follow: Follow) -> str:
    return absolute(page_path(follow))


def end_url(follow: Follow) -> str:
    return absolute(end_path(follow))


def token(follow: Follow) -> str:
    return links.token(follow.receipt, SALT)


def is_over(article: Article, now: datetime) -> bool:
    """Say whether the discussion of an article is read only or hidden, and no clock and nobody's list changes that."""
    try:
        thread = article.thread
    except ObjectDoesNotExist:  # nobody has commented or set anything
        thread = None
    found = discussions.setting(article, thread, now)
    return found.discussion in OVER and found.until is None and not (thread and thread.review_at)


def _path(name: str, follow: Follow) -> str:
    with override(follow.article.edition_id):
        return reverse(name, kwargs={"token": token(follow)})
