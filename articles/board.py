"""How far stories are, from planned to published, as the newsroom's board shows it (A40).

Where a story stands is read off its article at the moment of asking; planned is what has no article yet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet

from accounts.models import User
from articles import lifecycle, permissions
from articles.enums import Act, Due, Occasion, Stage, State, Status
from articles.models import Article, Brief
from articles.models.article import ArticleQuerySet
from articles.models.brief import BriefQuerySet
from articles.paper import EditionFace, paper
from articles.permissions import VIEW
from articles.printed import in_words
from articles.reach import reach

#: Cards of a column, and of what is out; whoever wants to see more narrows the board, or opens the list of articles.
AT_MOST, OUT_AT_MOST = 40, 12
#: For how long a story that is out stays on the board.
LATELY = timedelta(days=7)
WEEK = timedelta(days=7)
#: For how long what was dropped is listed below it.
DROPPED_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Asked:
    """Which stories somebody wants to see; what is not said narrows nothing."""

    edition: str = ""
    section: int | None = None
    #: Who writes them; 0: nobody yet.
    writer: int | None = None
    due: Due | None = None

    def of_briefs(self, now: datetime, zone: str) -> Q:
        """Return the condition on planned stories of which no article is begun."""
        return self._place() & self._written("assignee") & self._timed("", now, zone)

    def of_articles(self, now: datetime, zone: str) -> Q:
        """Return the condition on articles: whoever began one writes it, where nobody is assigned."""
        written = self._written("created_by") & Q(brief__assignee=None)
        if self.writer:
            written |= Q(brief__assignee=self.writer)
        written = written if self.writer is not None else Q()
        return self._place() & written & self._timed("brief__", now, zone)

    def _place(self) -> Q:
        named = {"edition": self.edition, "section": self.section}
        return Q(**{name: key for name, key in named.items() if key})

    def _written(self, path: str) -> Q:
        return Q() if self.writer is None else Q(**{path: self.writer or None})

    def _timed(self, way: str, now: datetime, zone: str) -> Q:
        """Return the condition on when they are due; a day is one of the clock of `zone`."""
        midnight = now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
        due = f"{way}due_at"
        match self.due:
            case Due.OVERDUE:
                return Q(**{f"{due}__lt": now})
            case Due.TODAY:
                return Q(**{f"{due}__gte": midnight, f"{due}__lt": midnight + timedelta(days=1)})
            case Due.WEEK:
                return Q(**{f"{due}__gte": midnight, f"{due}__lt": midnight + WEEK})
            case Due.OPEN:
                return Q(**{due: None})
        return Q()


@dataclass(frozen=True)
class Card:
    """A story as the board and the calendar show it."""

    stage: Stage | None
    title: str
    edition: EditionFace | None
    section: str
    brief: Brief | None
    article: Article | None
    writer: User | None
    is_overdue: bool
    #: What it has when, by the clock of its edition.
    times: tuple[tuple[Occasion, str], ...]
    #: Its own state, where the column holds more than one.
    state: str = ""
    #: What somebody may do to it from the board, beside opening it.
    acts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """The stories of one stage, those first that are to be ready first; and whether there are more."""

    stage: Stage
    cards: Sequence[Card]
    has_more: bool


def columns(user: User, asked: Asked, now: datetime) -> list[Column]:
    """Return the board, in five statements whatever it holds: what the user may see and asks for."""
    zone = clock(asked.edition)
    held = reach(user, VIEW).within()
    planned = briefs().waiting().filter(held, asked.of_briefs(now, zone))
    found = [_column(Stage.PLANNED, planned.order_by(F("due_at").asc(nulls_last=True), "pk"), user, now)]
    for stage, rows in _by_stage(articles().filter(held, asked.of_articles(now, zone)), now).items():
        is_asked = stage in lifecycle.UNDELIVERED or asked.due != Due.OVERDUE
        found.append(_column(stage, rows if is_asked else rows.none(), user, now))
    return found


def dropped(user: User, asked: Asked, now: datetime) -> list[Brief]:
    """Return what was dropped lately, as far as the user may see it and asks for it."""
    rows = briefs().dropped().filter(dropped_at__gt=now - DROPPED_FOR)
    rows = rows.filter(within(user), asked.of_briefs(now, clock(asked.edition)))
    return list(rows[:AT_MOST])


def within(user: User) -> Q:
    """Return the condition on planned stories, begun or not, that the user may see: where they stand now."""
    held = reach(user, VIEW)
    return Q() if held.is_everywhere else held.within("article") | Q(article=None) & held.within()


def clock(edition: str) -> str:
    """Name the time zone by which days are told: that of an edition, or of the paper's first."""
    face = paper().edition(edition) or paper().default
    return face.time_zone if face else "UTC"


def briefs() -> BriefQuerySet:
    """Planned stories with whom they are assigned to, and without more of their article than a card shows."""
    return Brief.objects.all().select_related("assignee", "article").defer("article__body")


def articles() -> ArticleQuerySet:
    """Articles with whom their plan assigns them to, likewise."""
    return Article.objects.all().select_related("section", "created_by", "brief__assignee").defer("body")


def editions() -> list[str]:
    """Name all editions: what is published is found by an index that begins with them."""
    return [edition.language for edition in paper().editions]


def card(row: Article | Brief, now: datetime) -> Card:
    """Return a story as board and calendar show it. Asks the database nothing."""
    article = row if isinstance(row, Article) else row.article
    brief = row if isinstance(row, Brief) else getattr(row, "brief", None)
    told = article or row
    edition = paper().edition(told.edition_id)
    section, zone = (edition.section(told.section_id), edition.time_zone) if edition else (None, "UTC")
    stage = lifecycle.STAGES.get(article.state(now)) if article else Stage.PLANNED
    return Card(
        stage=stage,
        title=told.title,
        edition=edition,
        section=section.name if section else "",
        brief=brief,
        article=article,
        writer=(brief.assignee if brief else None) or (article.created_by if article else None),
        is_overdue=bool(brief and brief.is_overdue(now) and stage in lifecycle.UNDELIVERED),
        times=tuple((occasion, in_words(at, zone)) for occasion, at in _times(stage, brief, article, now)),
        state=str(article.state(now).label) if article and article.state(now) == State.APPROVED else "",
    )


def _times(
    stage: Stage | None, brief: Brief | None, article: Article | None, now: datetime
) -> Iterator[tuple[Occasion, datetime]]:
    if brief and brief.due_at and stage in lifecycle.UNDELIVERED:
        yield Occasion.DUE, brief.due_at
    if article and article.published_at and stage:
        yield Occasion.APPEARED if stage == Stage.PUBLISHED else Occasion.APPEARS, article.published_at
    if article and (until := article.embargo_at(now)):
        yield Occasion.EMBARGO, until


def may_do(shown: Card, user: User, now: datetime) -> Card:
    """Name what the user may do to a story from the board, beside opening it."""
    acts: list[str] = []
    if shown.article:
        among = (Act.SUBMIT, Act.RETURN)  # of neither is asked who has written it
        found = {act: permissions.obstacle_as(user, shown.article, act, now, has_written=False) for act in among}
        acts = [act.value for act in among if not found[act]]
    elif shown.brief and not permissions.obstacle_to_taking(user, shown.brief):
        acts = ["begin"] if shown.brief.assignee_id else ["take", "begin"]
    return replace(shown, acts=tuple(acts))


def _by_stage(told: ArticleQuerySet, now: datetime) -> dict[Stage, ArticleQuerySet]:
    """Part articles by their state."""
    hand = told.in_hand().filter(brief__dropped_at=None).order_by(F("brief__due_at").asc(nulls_last=True), "-pk")
    out = told.filter(edition__in=editions())
    return {
        Stage.IN_PROGRESS: hand.filter(status=Status.DRAFT),
        Stage.IN_REVIEW: hand.filter(status__in=[Status.IN_REVIEW, Status.APPROVED]),
        Stage.SCHEDULED: out.in_state(State.SCHEDULED, now).order_by("published_at", "pk"),
        Stage.PUBLISHED: out.live(now).filter(published_at__gt=now - LATELY).newest_first(),
    }


def _column(stage: Stage, rows: QuerySet[Article] | QuerySet[Brief], user: User, now: datetime) -> Column:
    most = OUT_AT_MOST if stage == Stage.PUBLISHED else AT_MOST
    found: list[Article | Brief] = list(rows[: most + 1])
    cards = [may_do(card(row, now), user, now) for row in found[:most]]
    return Column(stage, cards, has_more=len(found) > most)
