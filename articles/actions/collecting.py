"""Finding the links of a text that readers are about to see: a step of publishing."""

from collections.abc import Iterable
from datetime import datetime

from articles.links.found import Found, links
from articles.models import Article, Link, LinkHost, LinkTarget


def collect(*, article: Article, now: datetime) -> None:
    """Note where the text of an article leads to by now. What was said of a link that stays in it is kept."""
    found = links(article.body)
    kept = {one.target.digest: one for one in Link.objects.filter(article=article).select_related("target")}
    if gone := [one.pk for digest, one in kept.items() if digest not in found]:
        Link.objects.filter(pk__in=gone).delete()
    reworded = [one for digest, one in kept.items() if digest in found and one.words != found[digest].words]
    for one in reworded:
        one.words = found[one.target.digest].words
    Link.objects.bulk_update(reworded, ["words"])
    if new := [one for digest, one in found.items() if digest not in kept]:
        targets = _targets(new, now)
        Link.objects.bulk_create(
            [Link(article=article, target_id=targets[one.digest], words=one.words) for one in new],
            ignore_conflicts=True,
        )


def _targets(found: Iterable[Found], now: datetime) -> dict[str, int]:
    """Return the keys of these addresses by their digests, after storing those that nothing led to so far."""
    # sorted: two that publish at once wait for one another in one order
    hosts = sorted({one.host for one in found} - {""})
    LinkHost.objects.bulk_create([LinkHost(name=name) for name in hosts], ignore_conflicts=True)
    made = {one.digest: one for one in found}
    LinkTarget.objects.bulk_create(
        [
            LinkTarget(address=one.address, digest=digest, host_id=one.host or None, turn_at=now)
            for digest, one in sorted(made.items())
        ],
        # written anew, not passed over: what is held until the end of the act is forgotten by nobody meanwhile
        update_conflicts=True,
        unique_fields=["digest"],
        update_fields=["address"],
    )
    return dict(LinkTarget.objects.filter(digest__in=made).values_list("digest", "pk"))
