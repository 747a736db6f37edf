"""The two lists of questions below an article, put together from finished cards, and what is said of their time (C56).

Each list is a stretch by key: what readers appreciate most first, the newest of those with as many. How many there are,
columns say.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Value
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from moderation import stretches
from moderation.asking import Session, Stage
from moderation.enums import Discussion
from moderation.models import Comment, Thread
from moderation.stretches import Page, Row

#: What readers are told at each stage.
SAID = {
    Stage.AHEAD: gettext_lazy("Questions to experts can be asked from %(moment)s."),
    Stage.ASKING: gettext_lazy("Questions to experts can be asked until %(moment)s."),
    Stage.ANSWERING: gettext_lazy("The time for questions is over. Experts go on answering until %(moment)s."),
    Stage.OVER: gettext_lazy("The time for questions and answers is over. What was said stays here to be read."),
}


def said(session: Session, zone: str, now: datetime) -> str:
    """Tell readers how far it has come, by the clock of the edition."""
    until = session.until(now)
    moment = date_format(until.astimezone(ZoneInfo(zone)), "DATETIME_FORMAT") if until else ""
    return str(SAID[session.stage(now)]) % {"moment": moment}


def takes_questions(session: Session, discussion: Discussion, now: datetime) -> bool:
    """Say whether readers can ask at this moment."""
    return session.stage(now) == Stage.ASKING and discussion != Discussion.READ_ONLY


def tabs(thread: Thread, *, answered: bool | None) -> list[dict[str, object]]:
    """Return the links to both lists, with how many are in each, and to all comments; `answered` is the one shown."""
    unanswered, some = thread.unanswered_count, thread.answered_count
    address = reverse("moderation:questions", kwargs={"pk": thread.pk})
    return [
        {
            "label": ngettext("%(count)s unanswered", "%(count)s unanswered", unanswered) % {"count": unanswered},
            "url": address,
            "is_here": answered is False,
        },
        {
            "label": ngettext("%(count)s answered", "%(count)s answered", some) % {"count": some},
            "url": f"{address}?show=answered",
            "is_here": answered is True,
        },
        {
            "label": _("All comments"),
            "url": reverse("moderation:thread", kwargs={"pk": thread.pk}),
            "is_here": answered is None,
        },
    ]


def stretch(article: int, *, answered: bool, after: str = "", size: int = stretches.PAGE) -> Page:
    """Read a stretch of a list in one statement, and in another what experts answered there."""
    below = Comment.objects.questions(answered=answered).filter(article=article)
    key = [Value(part) for part in stretches.parts_of(after)] if after else []
    found = below.by_most("appreciation_count", *key).values_list("appreciation_count", "number", "pk", "card")
    rows = list(found[: size + 1])
    following = stretches.counted_key(*rows[size - 1][:2]) if len(rows) > size else ""
    return Page(stretches.joined(map(stretches.item, _with_answers(rows[:size], answered=answered))), following)


def _with_answers(questions: Sequence[Sequence[Any]], *, answered: bool) -> Iterator[Row]:  # rows of columns
    """Put below each question what was answered."""
    here = [pk for _count, _number, pk, _card in questions]
    answers = defaultdict(list)
    if answered:
        of_these = Comment.objects.answers().filter(parent__in=here).order_by("number")
        for parent, pk, card, count in of_these.values_list("parent", "pk", "card", "appreciation_count"):
            answers[parent].append(_row(1, pk, card, count, here))
    for count, _number, pk, card in questions:
        yield _row(0, pk, card, count, here)
        yield from answers[pk]


def _row(depth: int, pk: int, card: str, count: int, here: Collection[int]) -> Row:
    button = stretches.appreciate(translation.get_language(), count)
    return Row(pk, depth, stretches.led(stretches.finished(pk, card, button), here))
