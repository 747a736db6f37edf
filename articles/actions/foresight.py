"""What a bulk act would do, before anybody asks for it: to which articles, and to which not and why (A54)."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial

from accounts.models import User
from articles import checklist, lifecycle, permissions, schedule
from articles.actions.bulk_each import Unfit, demand_effect, is_shown, tag_keys, times_of
from articles.actions.refusals import NotAllowed, NotReady
from articles.enums import Act, BulkAct, State
from articles.lifecycle import Obstacle
from articles.models import Article, BulkJob, Revision

#: Articles that are loaded at once.
AT_ONCE = 500
#: Of more than so many nobody waits for the checklist, which reads every text: each is examined when its turn comes.
EXAMINED = 200


@dataclass
class Foresight:
    """What is known of a bulk act before it is done."""

    #: The checklist was gone through, where the act asks for it.
    is_examined: bool = True
    feasible: list[Article] = field(default_factory=list)
    #: For each of these the number of its newest text.
    meant: dict[int, int] = field(default_factory=dict)
    #: The others, by why not.
    refused: dict[str, list[Article]] = field(default_factory=dict)
    #: How many of the feasible are in which state.
    states: Counter[State] = field(default_factory=Counter)

    @property
    def seen(self) -> str:
        """Return what tells it from another one: which articles, with which text."""
        return hashlib.sha256(repr(sorted(self.meant.items())).encode()).hexdigest()

    @property
    def unapproved(self) -> int:
        """Count those that have to be approved again: another text is another thing."""
        return self.states[State.APPROVED]


def foresee(*, job: BulkJob, keys: Sequence[int], by: User, now: datetime) -> Foresight:
    """Say what a job that is not stored yet would do to the articles of these keys.

    Costs a few statements for every 500 articles, but for the checklist, which is asked of few alone.
    """
    found = Foresight(is_examined=job.act != BulkAct.PUBLISH or len(keys) <= EXAMINED)
    act = lifecycle.BULK[BulkAct(job.act)]
    written = set(Revision.objects.unpublished().filter(made_by=by).values_list("article", flat=True))
    tagged = cache(partial(tag_keys, job))
    for article, newest in _loaded(keys):
        state = article.state(now)
        try:
            _demand(job, article, act, by, now, has_written=article.pk in written)
            demand_effect(job, article, newest, state, keys=tagged(article.edition_id))
            if act == Act.PUBLISH:
                _demand_ready(article, newest, now, is_examined=found.is_examined)
        except (NotAllowed, NotReady, Unfit) as refused:
            found.refused.setdefault(str(refused), []).append(article)
            continue
        found.feasible.append(article)
        found.meant[article.pk] = newest.number
        found.states[state] += 1
    return found


def _loaded(keys: Sequence[int]) -> Iterator[tuple[Article, Revision]]:
    """Load articles with their newest texts, the bodies left for whoever reads them."""
    for first in range(0, len(keys), AT_ONCE):
        some = keys[first : first + AT_ONCE]
        rows = Article.objects.filter(pk__in=some).select_related("edition", "section", "live_revision").order_by("pk")
        newest = Revision.objects.newest().filter(article__in=some).select_related("section").defer("body")
        texts = {revision.article_id: revision for revision in newest}
        for article in rows.defer("body", "live_revision__body"):
            yield article, texts[article.pk]


def _demand(job: BulkJob, article: Article, act: Act, by: User, now: datetime, *, has_written: bool) -> None:
    """Raise NotAllowed where the person may not do it, nor show it to readers where that is asked for."""
    found = permissions.obstacle_as(by, article, act, now, has_written=has_written)
    if job.section and not permissions.may_move(by, article, act, job.section.pk):
        found = found or Obstacle.PLACE
    if is_shown(job, article.state(now)):
        found = found or permissions.obstacle_as(by, article, Act.PUBLISH, now, has_written=False)
        if any(section.needs_four_eyes for section in (article.section, job.section) if section):
            found = found or Obstacle.FOUR_EYES  # it would be a text of their own
    if found:
        raise NotAllowed(found)


def _demand_ready(article: Article, newest: Revision, now: datetime, *, is_examined: bool) -> None:
    """Raise NotReady where its times, or the checklist, keep an article from being published as it is."""
    times = times_of(article, now)
    appears_at = article.published_at if article.is_live(now) else max(times.at or now, now)
    lacks = checklist.missing(article, newest) if is_examined else []
    lacks += schedule.untimely(article, times, appears_at, now)
    if lacks:
        raise NotReady(lacks)
