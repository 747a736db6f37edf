"""Which comments of a discussion fold for a member: asked for beside the kept page, which is the same for everybody."""

import json
from collections.abc import Iterable

from django.utils.translation import gettext as _

from accounts.models import User
from moderation.models import Comment, Mute

#: What of a card does not show while it is folded.
HIDDEN = ("author", "badge", "parent", "mark", "choice", "text", "menu")


def sheet(person: User, article: int) -> str:
    """Write the style that folds a member's muted comments below an article, but not the one a page is about.

    In its text, where there is no line to fold to, they are left out.
    """
    asked = [person.pk, *Mute.objects.by(person).whom()]
    # What stands in the place of a comment that is gone does not say whose it was.
    found = Comment.objects.readable().filter(author__in=asked, article=article)
    rows = list(found.values_list("pk", "author"))
    own = [pk for pk, author in rows if author == person.pk]
    return _folding([pk for pk, author in rows if author != person.pk]) + _without_muting(own)


def _folding(keys: list[int]) -> str:
    if not keys:
        return ""
    card = f".thread__item:not(.thread__item--chosen) > {_cards(keys)}:not(.comment--unfolded)"
    hidden = ", ".join(f".comment__{part}" for part in HIDDEN)
    said = json.dumps(_("A comment by somebody you have muted"), ensure_ascii=False)
    return (
        f"{card} {{ --muted: {said}; border: 0; padding: 0; }}\n"
        f"{card} :is({hidden}) {{ display: none; }}\n"
        f"{card}:not(:has(.comment__unfold)) .comment__head::before {{ content: var(--muted); }}\n"
        f":is({', '.join(f'#featured-{key}' for key in keys)}) {{ display: none; }}\n"
    )


def _without_muting(keys: list[int]) -> str:
    """Nobody is asked whether to mute themselves."""
    return f"{_cards(keys)} .comment__mute {{ display: none; }}\n" if keys else ""


def _cards(keys: Iterable[int]) -> str:
    return f":is({', '.join(f'#comment-{key}' for key in keys)})"
