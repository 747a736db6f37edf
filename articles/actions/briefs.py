"""Planned stories: foreseen, assigned, moved, dropped, taken up again, begun (A40).

None of it reaches readers: nothing here changes an article, but for the empty draft that `begin` makes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.addresses import absolute
from accounts.models import User
from accounts.outbox import mail
from accounts.safety.text import is_blank, refuse_unusable
from articles import lifecycle, permissions
from articles.actions import events
from articles.actions.articles import OUR_OWN, first_revision
from articles.actions.refusals import Crossed, NotAllowed
from articles.enums import Deed, Stage, Thing
from articles.models import Article, Brief, Edition, Section, Story, Text


@dataclass(frozen=True)
class Wanted:
    """What a story is to be: where it stands in the paper, what about, who writes it, until when (None: open)."""

    edition: Edition
    section: Section
    title: str
    about: str = ""
    assignee: User | None = None
    due_at: datetime | None = None

    @classmethod
    def of(cls, brief: Brief) -> "Wanted":
        return cls(**{name: getattr(brief, name) for name in cls.__dataclass_fields__})

    def changed(self, other: "Wanted") -> list[str]:
        """Name what is otherwise in another."""
        return [name for name, value in vars(self).items() if value != getattr(other, name)]


class Unplannable(ValueError):
    """Something that is wanted cannot be: `field` says what, the message what to do."""

    def __init__(self, field: str, says: str) -> None:
        self.field = field
        super().__init__(says)


class Settled(ValueError):
    """The story is begun, dropped, taken or out by now: a colleague was faster."""

    def __init__(self) -> None:
        super().__init__(_("A colleague has begun, taken or dropped this story meanwhile: see how it stands now."))


@transaction.atomic
def plan(*, wanted: Wanted, by: User, now: datetime) -> Brief:
    """Plan a story, and write to whom it is assigned. Who plans the same once more gets the one that is there.

    Raises NotAllowed, Unplannable.
    """
    if found := permissions.obstacle_to_writing(by, wanted.section.pk, wanted.edition.pk):
        raise NotAllowed(found)
    _demand(wanted, None, by)
    User.objects.select_for_update().get(pk=by.pk)  # of two presses at once, the second sees the first
    twice = Brief.objects.waiting().filter(**vars(wanted), made_by=by, version=1).order_by("pk").first()
    if twice:
        return twice
    brief = Brief.objects.create(**vars(wanted), made_by=by, made_at=now)
    fields = [name for name, value in vars(wanted).items() if value]
    _log(brief, Deed.ADD, by=by, now=now, fields=fields)
    if brief.assignee:
        _tell(brief, by, now)
    return brief


@transaction.atomic
def change(*, brief: Brief, to: Wanted, was: int, by: User, now: datetime) -> Brief:
    """Want a story otherwise than in version `was`, and write to whom it is newly assigned.

    Title, section and edition of what is begun are the article's, and stay. Raises NotAllowed, Crossed, Unplannable,
    and Settled where it is dropped.
    """
    brief = _theirs(brief, by)
    if brief.dropped_at:
        raise Settled
    if brief.version != was:
        raise Crossed(_("A colleague has changed this story meanwhile. Compare what it says below, then save again."))
    before = Wanted.of(brief)
    if brief.article_id:
        to = replace(before, about=to.about, assignee=to.assignee, due_at=to.due_at)
    elif found := permissions.obstacle_to_writing(by, to.section.pk, to.edition.pk):
        raise NotAllowed(found)
    _demand(to, brief, by)
    if fields := before.changed(to):
        for name in fields:
            setattr(brief, name, getattr(to, name))
        _keep(brief, fields)
        _log(brief, Deed.CHANGE, by=by, now=now, fields=fields)
        if "assignee" in fields and brief.assignee:
            _tell(brief, by, now)
    return brief


@transaction.atomic
def take(*, brief: Brief, by: User, now: datetime) -> Brief:
    """Take a story on that is nobody's yet. Raises NotAllowed, Settled."""
    brief = _locked(brief)
    if brief.assignee_id or brief.article_id or brief.dropped_at:
        raise Settled
    if found := permissions.obstacle_to_taking(by, brief):
        raise NotAllowed(found)
    brief.assignee = by
    _keep(brief, ["assignee"])
    _log(brief, Deed.CHANGE, by=by, now=now, fields=["assignee"])
    return brief


@transaction.atomic
def drop(*, brief: Brief, reason: str, by: User, now: datetime) -> Brief:
    """Say that a story is not to be told, and why. What is written of it stays as it is.

    Raises NotAllowed, Unplannable, and Settled where it is dropped already, scheduled, or out.
    """
    brief = _theirs(brief, by)
    if not may_be_dropped(brief, now):
        raise Settled
    if is_blank(refuse_unusable(reason)):
        raise Unplannable("why", _("Say why the story is dropped."))
    brief.dropped_at, brief.drop_reason = now, reason.strip()
    _keep(brief, ["dropped_at", "drop_reason"])
    _log(brief, Deed.DROP, by=by, now=now)
    return brief


@transaction.atomic
def take_up(*, brief: Brief, by: User, now: datetime) -> Brief:
    """Plan a dropped story again, as it was. Raises NotAllowed, Settled."""
    brief = _theirs(brief, by)
    if not brief.dropped_at:
        raise Settled
    brief.dropped_at, brief.drop_reason = None, ""
    _keep(brief, ["dropped_at", "drop_reason"])
    _log(brief, Deed.TAKE_UP, by=by, now=now)
    return brief


@transaction.atomic
def begin(*, brief: Brief, by: User, now: datetime) -> Article:
    """Begin the article: an empty draft of whoever is to write it; what is nobody's becomes the beginner's.

    What the story is about stays in the plan: it is for colleagues. Raises NotAllowed, Settled.
    """
    brief = _locked(brief)
    if brief.article_id or brief.dropped_at:
        raise Settled
    writer = brief.assignee or by
    found = permissions.obstacle_to_taking(by, brief)
    if found := found or permissions.obstacle_to_writing(writer, brief.section_id, brief.edition_id):
        raise NotAllowed(found)
    text = Text(slug=Text.slug_from(brief.title), title=brief.title, section_id=brief.section_id)
    story = Story.objects.create(created_by=writer)
    brief.article = first_revision(story, brief.edition, text, OUR_OWN, author=writer, by=by, now=now)
    brief.assignee = writer
    _keep(brief, ["article", "assignee"])
    _log(brief, Deed.BEGIN, by=by, now=now, note=f"#{brief.article.pk}")
    return brief.article


def may_be_dropped(brief: Brief, now: datetime) -> bool:
    """Say whether a story is one that can still be dropped: neither dropped, nor scheduled, nor out."""
    stage = lifecycle.STAGES.get(brief.article.state(now)) if brief.article else Stage.PLANNED
    return brief.dropped_at is None and stage in lifecycle.UNDELIVERED


def _locked(brief: Brief) -> Brief:
    """Hold the story, so that of two presses the second sees what the first has done."""
    held = Brief.objects.select_for_update(of=("self",))
    return held.select_related("article", "edition", "section", "assignee").get(pk=brief.pk)


def _theirs(brief: Brief, by: User) -> Brief:
    brief = _locked(brief)
    if found := permissions.obstacle_to_brief(by, brief):
        raise NotAllowed(found)
    return brief


def _demand(wanted: Wanted, brief: Brief | None, by: User) -> None:
    """Raise Unplannable for words that are none, and for whom the story cannot be given to by this person."""
    if not Text.slug_from(refuse_unusable(wanted.title)):
        raise Unplannable("title", _("Write at least one letter or digit."))
    refuse_unusable(wanted.about)
    to = wanted.assignee
    if to is None or (brief and to == brief.assignee and brief.article_id):
        return
    place = (brief and brief.article) or Brief(edition=wanted.edition, section=wanted.section)
    if to not in (by, brief and brief.assignee) and not permissions.may_assign(by, place):
        raise Unplannable("assignee", _("You may take a story on yourself; to others, an editor gives it."))
    if not permissions.writers(place).filter(pk=to.pk).exists():
        says = _("%(name)s does not write in this section and edition. Choose somebody who does.")
        raise Unplannable("assignee", says % {"name": to})


def _keep(brief: Brief, fields: list[str]) -> None:
    brief.version += 1
    brief.save(update_fields=[*fields, "version"])


def _tell(brief: Brief, by: User, now: datetime) -> None:
    """Write to whom a story is assigned by somebody else. What it is about stays in the newsroom."""
    assert brief.assignee  # noqa: S101 # asked by who calls
    if brief.assignee != by:
        mail.post(
            template="articles/mail/brief",
            person=brief.assignee,
            context={
                "name": by,
                "title": brief.told_by.title,
                "edition": brief.edition,
                "due_at": brief.due_at,
                "url": absolute(reverse("admin:articles_brief_change", args=[brief.pk])),
            },
            key=f"brief:{brief.pk}:{brief.version}",
            now=now,
        )


def _log(brief: Brief, deed: Deed, *, by: User, now: datetime, fields: Iterable[str] = (), note: str = "") -> None:
    """Write it down, without the words: they go in time, and the log stays."""
    events.note(Thing.BRIEF, brief.pk, deed, by=by, now=now, fields=fields, note=note)
