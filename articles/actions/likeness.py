"""Finding what tells of the same as an article by its words, for readers to go on with (A47).

It is found when an article is published, and noted for it and for what was found; so pages need not look for it, and
those that lead on to something new are known.
"""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from articles import pages
from articles.enums import Status
from articles.models import Article, Likeness
from articles.models.likeness import MOST_ALIKE
from articles.search.engines import HEAD, hits
from articles.search.questions import Question
from articles.search.telling_words import telling

#: A word that more articles hold tells nothing of one of them.
RARE = 500
#: An article that has fewer rare words in common with another tells of something else.
FEWEST = 2
#: Of what has the most in common, so many are looked at: some are another edition's, or not out. And so many are told
#: of a new article: whoever reads about the first day of a strike may go on with the last.
LOOKED_AT, TOLD = 200, 40


def liken(article: Article) -> None:
    """Note for a published article what tells of the same, and the article for these.

    The pages of all that led here, or do by now, are out of date.
    """
    common = _in_common(article)
    before = Likeness.objects.filter(Q(article=article) | Q(other=article))
    was = {key for pair in before.values_list("article", "other") for key in pair}
    before.delete()
    rows = [Likeness(article_id=other, other=article, words=words) for other, words in common.items()]
    own = list(common.items())[:MOST_ALIKE]
    rows += [Likeness(article=article, other_id=other, words=words) for other, words in own]
    Likeness.objects.bulk_create(rows, ignore_conflicts=True)  # somebody may publish the other one just now
    Likeness.objects.filter(pk__in=Likeness.objects.beyond(common)).delete()
    pages.touch(articles=sorted(was | common.keys()))


def _in_common(article: Article) -> dict[int, int]:
    """Return the edition's published articles that hold the same rare words, and how many, the most and newest first.

    Not how rare they are: that changes with each article, and what is noted of earlier ones could not be compared.
    """
    terms = telling(article.title, article.summary, article.edition_id)
    found = Counter(key for keys in hits(HEAD, [Question((term,)) for term in terms], most=RARE) for key in keys)
    likest = sorted((-words, -key) for key, words in found.items() if words >= FEWEST and key != article.pk)
    looked_at = [-key for _words, key in likest[:LOOKED_AT]]
    told = Article.objects.filter(pk__in=looked_at, edition=article.edition_id, status=Status.PUBLISHED)
    out = set(told.values_list("pk", flat=True))
    return {key: found[key] for key in [key for key in looked_at if key in out][:TOLD]}


def rebuild(*, now: datetime) -> int:
    """Find it anew for all that is out, the oldest first, each in its own transaction; return how many there are."""
    count = 0
    for article in Article.objects.live(now).defer("body").order_by("published_at", "pk").iterator(chunk_size=500):
        with transaction.atomic():
            liken(article)
        count += 1
    return count
