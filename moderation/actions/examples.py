"""Texts of comments made ready to be examples of the rules: without what tells who somebody is (C80)."""

import re
from collections.abc import Iterable

from moderation import blind
from moderation.actions import policies
from moderation.models import Comment, Decision
from moderation.screening import Draft, Facts, Finding, screen
from moderation.screening.rules.personal_data import GROUND

#: Stands for what was left out.
LEFT_OUT = "[…]"
#: Shorter names stand inside ordinary words.
SHORTEST_NAME = 3


def prepared(decision: Decision) -> str:
    """Return the text that was decided about, without what the rules take for personal data and names from the thread.

    A person reads it before it is kept: no rule knows all names.
    """
    text = blind.text_then(decision)
    for one in sorted(personal_data(text), key=lambda found: -(found.start or 0)):
        text = f"{text[: one.start]}{LEFT_OUT}{text[one.end :]}"
    for name in names_under(blind.judged(decision)):
        text = _named(name).sub(LEFT_OUT, text)
    return text


def personal_data(text: str) -> list[Finding]:
    """Return the passages that the rules take for somebody's personal data, none within another."""
    found = screen(Draft(text), Facts(), policies.current()).findings
    placed = [one for one in found if one.ground == GROUND and one.start is not None and one.end is not None]
    outermost: list[Finding] = []
    for one in sorted(placed, key=lambda finding: (finding.start or 0, -(finding.end or 0))):
        if not outermost or (one.start or 0) >= (outermost[-1].end or 0):
            outermost.append(one)
    return outermost


def names_around(comment: Comment) -> list[str]:
    """Return the names of the comment's author, and of who wrote what it answers."""
    above = Comment.objects.filter(article=comment.article, path__in=comment.ancestor_paths)
    return _usable({comment.author.name, *above.values_list("author__name", flat=True)})


def names_under(comment: Comment) -> list[str]:
    """Return the names of all who wrote under the comment's article; some may be words."""
    return _usable(set(Comment.objects.under(comment.article).values_list("author__name", flat=True)))


def _usable(names: Iterable[str]) -> list[str]:
    return sorted((name for name in names if len(name) >= SHORTEST_NAME), key=len, reverse=True)


def named_in(text: str, names: Iterable[str]) -> str:
    """Return the first of these names that a text still has; empty where it has none."""
    return next((name for name in names if _named(name).search(text)), "")


def _named(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)@?{re.escape(name)}(?!\w)", re.IGNORECASE)
