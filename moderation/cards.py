"""A comment's finished piece of the page, made when it changes and only copied when somebody reads."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import mark_safe

from accounts.models import User
from moderation import badges
from moderation.badges import BadgeKind
from moderation.enums import Measure, Status
from moderation.models import Choice, Comment, CorrectionCredit, Decision

#: Stands for the comment's key, which a new comment does not have before it is stored. Cleaned text holds no comment
#: of HTML, so that nobody can write this.
KEY = "<!--pk-->"
#: Stand, in a card rendered for all of its shape, for what is a comment's own.
HTML, NAME, TIME, SHOWN_TIME = "<!--html-->", "<!--name-->", "<!--time-->", "<!--shown-time-->"
PARENT, PARENT_NAME, WHY = "<!--parent-->", "<!--parent-name-->", "<!--why-->"
CORRECTION, BADGE_WORDS = "<!--correction-->", "<!--badge-words-->"
MARKS = re.compile(
    "(" + "|".join((HTML, NAME, TIME, SHOWN_TIME, PARENT, PARENT_NAME, WHY, CORRECTION, BADGE_WORDS)) + ")"
)


@dataclass(frozen=True)
class Ruling:
    """What a tombstone cites: the ground by number, in the version of the rules in force that day (C9)."""

    ground: int
    rules: int


@dataclass(frozen=True)
class Shape:
    """What two cards must have in common to differ in their texts alone."""

    language: str
    state: str
    depth: int
    is_named: bool
    is_answer: bool
    answers_somebody: bool
    answers_kept: bool
    is_edited: bool
    is_redacted: bool
    ruling: Ruling | None
    is_chosen: bool = False
    led_to_correction: bool = False
    #: What vouches for the name (`BadgeKind`), and whether it says as what somebody is known.
    badge: str = ""
    badge_has_words: bool = False
    #: The language of the text, where it is not the page's.
    text_language: str = ""
    is_imported: bool = False
    #: Whether it asks experts, or answers as one.
    part: str = ""


def render(comment: Comment, ruling: Ruling | None = None) -> str:
    """Write the card in the language of the comment's edition, the same for everybody who reads it."""
    edition = comment.article.edition
    parent, zone = comment.parent, _zone(edition.time_zone)
    badge = badges.shown(comment.author, comment.article)
    shape = Shape(
        language=edition.language,
        state=state(comment),
        depth=comment.depth,
        is_named=bool(comment.author.name),
        is_answer=parent is not None,
        answers_somebody=bool(parent and _is_named(parent.author)),
        answers_kept=bool(parent and (parent.author.restricted_at or _is_absent(parent))),
        is_edited=comment.edited_at is not None,
        is_redacted=comment.redacted_at is not None,
        ruling=ruling or _last_ruling(comment),
        is_chosen=comment.chosen_at is not None,
        led_to_correction=comment.corrected_at is not None,
        badge=badge.kind if badge else "",
        badge_has_words=bool(badge and badge.words),
        text_language=comment.language if comment.language != edition.language else "",
        is_imported=comment.author.is_nobodys,
        part=comment.part,
    )
    submitted = comment.submitted_at.astimezone(zone)
    filling = {
        HTML: comment.html,  # cleaned by accounts.safety before it was stored
        NAME: escape(comment.author.name),
        PARENT_NAME: escape(parent.author.name) if parent else "",
        PARENT: str(comment.parent_id),
        WHY: escape(_why_chosen(comment)),
        CORRECTION: escape(_correction(comment)),
        BADGE_WORDS: escape(badge.words) if badge else "",
        TIME: submitted.isoformat(timespec="seconds"),
        SHOWN_TIME: _shown(submitted.replace(second=0, microsecond=0), edition.language),
    }
    return "".join(filling.get(piece, piece) for piece in _pieces(shape))


@lru_cache(maxsize=512)
def _pieces(shape: Shape) -> tuple[str, ...]:
    """Render a card of this shape once, and cut it where each comment's own text goes."""
    with translation.override(shape.language):
        card = render_to_string("components/_comment.html", _context(shape))
    return tuple(MARKS.split(card.strip()))


def _context(shape: Shape) -> dict[str, Any]:
    """Gather the component's inputs, as its head lists them."""
    return {
        "key": mark_safe(KEY),  # noqa: S308 # our own constants, here and below
        "address": mark_safe(reverse("moderation:comment", kwargs={"pk": 0}).replace("0", KEY)),  # noqa: S308
        "state": shape.state,
        "html": mark_safe(HTML),  # noqa: S308
        "name": mark_safe(NAME) if shape.is_named else "",  # noqa: S308
        "time": mark_safe(TIME),  # noqa: S308
        "shown_time": mark_safe(SHOWN_TIME),  # noqa: S308
        "edited": shape.is_edited,
        "redacted": shape.is_redacted,
        "depth": shape.depth,
        "parent_name": mark_safe(PARENT_NAME) if shape.answers_somebody else "",  # noqa: S308
        "parent_is_kept": shape.answers_kept,
        "parent_pk": mark_safe(PARENT) if shape.is_answer else "",  # noqa: S308
        "ruling": shape.ruling,
        "why": mark_safe(WHY) if shape.is_chosen else "",  # noqa: S308
        "correction": mark_safe(CORRECTION) if shape.led_to_correction else "",  # noqa: S308
        "badge": BadgeKind(shape.badge) if shape.badge else None,
        "badge_words": mark_safe(BADGE_WORDS) if shape.badge_has_words else "",  # noqa: S308
        "language": shape.text_language,
        "imported": shape.is_imported,
        "part": shape.part,
    }


@lru_cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@lru_cache(maxsize=64)
def _shown(at: datetime, language: str) -> str:
    with translation.override(language):
        return escape(date_format(at, "DATETIME_FORMAT"))


def _is_named(author: User) -> bool:
    """Say whether readers are shown the author's name."""
    return bool(author.name) and author.closing_at is None and author.restricted_at is None


def _is_absent(comment: Comment) -> bool:
    """Say whether it is the place of a comment that an import left out, and what answers it is there."""
    return comment.erased_at is not None and comment.author.is_nobodys


def state(comment: Comment) -> str:
    """Name what readers are shown in the comment's place: its text, or which tombstone."""
    if _is_absent(comment) and not comment.author.closing_at:
        return "absent"
    if comment.erased_at or comment.author.closing_at:
        return "erased"
    if comment.author.restricted_at:
        return "kept"
    if comment.withdrawn_at:
        return "withdrawn"
    return comment.status


def _why_chosen(comment: Comment) -> str:
    """Find the reason for which an editor chose a comment."""
    if comment.chosen_at is None:
        return ""
    made = Choice.objects.filter(comment=comment, is_taken_back=False).order_by("-pk")
    return made.values_list("why", flat=True).first() or ""


def _correction(comment: Comment) -> str:
    """Find where readers see the newest correction that credits a comment, below the comment's own edition."""
    if comment.corrected_at is None:
        return ""
    crediting = CorrectionCredit.objects.filter(comment=comment).select_related("correction__article")
    newest = crediting.order_by("-pk").first()
    return newest.correction.get_absolute_url() if newest else ""


def _last_ruling(comment: Comment) -> Ruling | None:
    """Find what a removed comment was removed for; a comment that stands has no ruling."""
    if comment.status != Status.REMOVED:
        return None
    removals = Decision.objects.filter(comment=comment, measure=Measure.REMOVE).order_by("-pk")
    found = removals.values_list("ground_id", "rules_version__number").first()
    return Ruling(*found) if found else None
