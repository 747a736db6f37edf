"""What a writer is told whose comment was refused: what stands in the way, and what to do next."""

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from moderation.actions import comments, flood, ledger, questions
from moderation.actions.questions import Obstacle

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: A wait is told in seconds up to so many, a longer one in minutes.
SHORT_WAIT = 90
#: What is said of refusals that carry nothing to be said.
SENTENCES: dict[type[Exception], "_StrPromise"] = {
    comments.NotAllowed: gettext_lazy("This account cannot comment at present. Your account page says why."),
    comments.RulesNotAccepted: gettext_lazy(
        "Please accept the comment rules first; your account page shows them. Then send this again."
    ),
    comments.Warned: gettext_lazy("Please read the moderators’ warning below, say that you have, and send this again."),
    ledger.StaleComment: gettext_lazy(
        "The comment has changed since you opened it. Open it again to see how; your text is below."
    ),
}
REFUSALS: tuple[type[Exception], ...] = (
    *SENTENCES, comments.Suspended, comments.DiscussionClosed, comments.EditWindowClosed, comments.TooLong,
    flood.TooFast, questions.NotTheirTurn,
)  # fmt: skip
#: The same where readers ask experts (C56).
NOT_THEIR_TURN: dict[Obstacle, "_StrPromise"] = {
    Obstacle.NOT_YET: gettext_lazy("Questions can be asked from %(time)s. Copy your text if you want to keep it."),
    Obstacle.NO_MORE_QUESTIONS: gettext_lazy(
        "Questions could be asked until %(time)s. Experts go on answering: read what they say below the article."
    ),
    Obstacle.NO_MORE_ANSWERS: gettext_lazy(
        "Questions and answers ended on %(time)s. What was said stays to be read. Copy your text to keep it."
    ),
    Obstacle.EXPERTS_ANSWER: gettext_lazy(
        "Here experts alone answer. Ask a question of your own below the article, or appreciate this one: experts see "
        "first what many readers want to know."
    ),
    Obstacle.BELOW_ANSWERS: gettext_lazy(
        "Here experts answer questions. Once one has answered, you can reply to the answer; until then appreciate the "
        "question: experts see first what many readers want to know."
    ),
}


def in_words(refusal: Exception) -> str:
    """Tell a person what stands in the way, and what to do next."""
    match refusal:
        case comments.DiscussionClosed(message=message):
            return message or _("This discussion takes no new comments. Copy your text if you want to keep it.")
        case comments.Suspended(until=until):
            said = _("You can comment again from %(time)s. Copy your text if you want to keep it until then.")
            return said % {"time": date_format(timezone.localtime(until), "DATETIME_FORMAT")}
        case comments.EditWindowClosed(until=until):
            return _("This comment could be edited until %(time)s. You can still withdraw it.") % {
                "time": date_format(timezone.localtime(until), "DATETIME_FORMAT")
            }
        case comments.TooLong(most=most):
            return ngettext(
                "A comment may have %(most)d character. Please shorten it.",
                "A comment may have %(most)d characters. Please shorten it.",
                most,
            ) % {"most": most}
        case flood.TooFast():
            return _too_fast(refusal)
    return _not_their_turn(refusal) if isinstance(refusal, questions.NotTheirTurn) else str(SENTENCES[type(refusal)])


def _not_their_turn(refusal: questions.NotTheirTurn) -> str:
    time = date_format(timezone.localtime(refusal.at), "DATETIME_FORMAT") if refusal.at else ""
    return str(NOT_THEIR_TURN[refusal.obstacle]) % {"time": time}


def _too_fast(refusal: flood.TooFast) -> str:
    """Say why somebody waits, until when by the paper's clock, and how long that is by any clock."""
    return f"{_why_too_fast(refusal)} {that_is_in(refusal.until - timezone.now())}"


def that_is_in(left: timedelta) -> str:
    """Say how long a wait is."""
    seconds = max(1, ceil(left.total_seconds()))
    if seconds <= SHORT_WAIT:
        return ngettext("That is in %(count)d second.", "That is in %(count)d seconds.", seconds) % {"count": seconds}
    minutes = ceil(seconds / 60)
    return ngettext("That is in %(count)d minute.", "That is in %(count)d minutes.", minutes) % {"count": minutes}


def _why_too_fast(refusal: flood.TooFast) -> str:
    time = time_format(timezone.localtime(refusal.until), "H:i:s")
    if not isinstance(refusal, flood.SlowMode):
        return _("That was many comments in a short time. Please send this one again after %(time)s.") % {"time": time}
    return ngettext(
        "This discussion is slow: %(minutes)d minute passes between two comments of one person. Please send this one "
        "again after %(time)s.",
        "This discussion is slow: %(minutes)d minutes pass between two comments of one person. Please send this one "
        "again after %(time)s.",
        refusal.minutes,
    ) % {"minutes": refusal.minutes, "time": time}
