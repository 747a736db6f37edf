"""Which comments an article shows in its text, for those below who print it (`settings.FEATURED_COMMENTS`)."""

from django.db.models import Exists, OuterRef, Subquery, TextField
from django.db.models.functions import JSONArray

from accounts.prepared import Given
from articles.models.gathered import Gathered
from moderation.models import Choice, Comment
from moderation.models.thread import discussed

#: What `articles.featured.Featured` is made of, in its order.
COLUMNS = ("pk", "html", "language", "author__name", "author__badges", "choices__why", "choices__after")


def within(article: Given, now: Given) -> Subquery:
    """Ask for an article's chosen comments that stand in its text, while readers can read them in the discussion."""
    later = Choice.objects.filter(comment=OuterRef("pk"), pk__gt=OuterRef("choices__pk"))
    is_open = Exists(discussed(now).filter(pk=article))
    chosen = Comment.objects.readable().filter(is_open, article=article, chosen_at__isnull=False)
    # in one call: all of it is said of the same choice
    found = chosen.filter(~Exists(later), choices__is_in_article=True).order_by().values("article")
    return Subquery(found.annotate(found=Gathered(JSONArray(*COLUMNS))).values("found"), output_field=TextField())
