"""Letters to named experts: that readers have asked something, bundled (C56).

What was placed since the last letters is told by numbers alone: what was taken down before a letter is read is not in
it. A discussion moves its mark in the transaction that fills the outbox: killed workers repeat nothing.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from accounts.addresses import absolute_url
from accounts.models import User
from accounts.outbox import mail
from moderation.badges import BadgeKind
from moderation.models import Badge, Comment, FollowRound, Thread

#: No expert is written to about an article sooner than this after the last letter.
BUNDLED = timedelta(hours=1)


def tell_due(*, now: datetime) -> str:
    """Write to the experts of each article below which new questions wait for an answer (settings.PERIODIC)."""
    rested = Q(experts_told_until__isnull=True) | Q(experts_told_until__lte=now - BUNDLED)
    waiting = Thread.objects.filter(
        rested, asked_from__lte=now, answered_until__gt=now, unanswered_count__gt=0
    ).select_related("article__edition")
    told = [_tell(thread, now) for thread in waiting.order_by("pk")]
    return f"{sum(told)} written to"


@transaction.atomic
def _tell(thread: Thread, now: datetime) -> int:
    """Write to the experts of one article, if something was asked since the last time; return to how many."""
    since, until = thread.experts_told_until, now - FollowRound.SETTLES
    fresh = Comment.objects.questions(answered=False).filter(article=thread.article_id, placed_at__lte=until)
    count = (fresh.filter(placed_at__gt=since) if since else fresh).count()
    if not count or not Thread.objects.filter(pk=thread.pk, experts_told_until=since).update(experts_told_until=until):
        return 0
    experts = list(_experts(thread))
    for expert in experts:
        url = absolute_url("moderation:own_questions", language=expert.language)
        mail.post(
            template="moderation/mail/questions",
            person=expert,
            context={"article": thread.article, "count": count, "waiting": thread.unanswered_count, "url": url},
            key=f"questions:{thread.pk}:{expert.pk}:{until.timestamp():.0f}",
            now=now,
        )
    return len(experts)


def _experts(thread: Thread) -> list[User]:
    named = Badge.objects.standing().filter(article=thread.pk, kind=BadgeKind.EXPERT)
    here = User.objects.filter(pk__in=named.values("person"), blocked_at__isnull=True, closing_at__isnull=True)
    return list(here.filter(is_active=True).order_by("pk"))
