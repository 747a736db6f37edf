"""Links that are dead."""

from datetime import timedelta

from accounts.models import User
from articles.actions.collecting import collect
from articles.models import Article, Link, LinkTarget
from tests.articles.making import NOW


def dead(article: Article, address: str, *, by: User | None = None, nights: int = 3) -> Link:
    """A link of the article's text that has failed on some nights, and that somebody left as it is, if they did."""
    collect(article=article, now=NOW)
    since = NOW - timedelta(days=nights)
    LinkTarget.objects.filter(address=address).update(
        status=404, nights=nights, failing_since=since, failed_on=NOW.date(), turn_at=NOW - timedelta(hours=10)
    )
    link = Link.objects.get(article=article, target__address=address)
    if by:
        link.left_at, link.left_by, link.reason = NOW, by, "It is about that."
        link.save()
    return Link.objects.select_related("target", "article").get(pk=link.pk)
