"""Who pointed out what a correction puts right, for those below who print it (`settings.CREDITED_COMMENT`)."""

from django.db.models import OuterRef, Subquery

from accounts.prepared import Moment
from moderation.models import Comment


def comment_of(correction: str, now: Moment) -> Subquery:
    """Ask for the key of the comment that a correction credits, while readers can read it where it stands.

    `correction` is the path of the correction's key in the question around.
    """
    public = Comment.objects.readable().shown(now)
    return Subquery(public.filter(credits__correction=OuterRef(correction)).values("pk")[:1])
