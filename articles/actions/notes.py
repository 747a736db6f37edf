"""Notes of colleagues on passages of a text: left, answered, resolved, opened again (A42)."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.addresses import absolute
from accounts.models import User
from accounts.outbox import mail
from accounts.safety.text import is_blank, refuse_unusable
from articles import anchors, mentions, permissions
from articles.actions import events
from articles.enums import Deed, Thing
from articles.models import Article, ArticleNote, Mention
from articles.models.note import words_of
from articles.reach import OutOfReach


class NothingSaid(ValueError):
    """A note without words."""

    def __init__(self) -> None:
        super().__init__(_("Say what is to be done, or asked, about the passage."))


class NoPassage(ValueError):
    """The newest text does not hold the passage, or more than once."""


class NamesNobody(ValueError):
    """A note names, after an `@`, nobody who may see the article."""

    def __init__(self, name: str) -> None:
        says = _(
            "Nobody who may see this article is called “%(name)s”. Write the name as the list below the field has it, "
            "or a blank after the @ if nobody is meant."
        )
        super().__init__(says % {"name": name})


class NothingChanges(ValueError):
    """A colleague was faster: the note is resolved, or open, by now."""

    def __init__(self) -> None:
        super().__init__(_("Somebody has resolved this note, or opened it again, meanwhile: see how it stands now."))


@transaction.atomic
def leave(*, article: Article, quote: str, body: str, by: User, now: datetime, before: str = "") -> ArticleNote:
    """Leave a note on a passage of the newest text, and write to those whom it names.

    `before` is what stands before the passage, where that is known. Who leaves an open note word for word once more
    gets the one that is there. Raises OutOfReach, NoPassage, NothingSaid, NamesNobody.
    """
    article = _seen(article, by)
    try:
        found = anchors.anchor(words_of(article.newest_revision()), quote, before)
    except anchors.NotThere:
        raise NoPassage(
            _("The text, as it is saved, does not hold this passage. Save it first, or copy from the text below.")
        ) from None
    except anchors.Repeated:
        raise NoPassage(_("The text holds these words more than once. Quote a few more of them.")) from None
    return _write(ArticleNote(article=article, **vars(found)), body, Deed.ADD, by=by, now=now)


@transaction.atomic
def answer(*, note: ArticleNote, body: str, by: User, now: datetime) -> ArticleNote:
    """Answer a note, and write to those whom the answer names; one that is resolved is open again.

    Who answers an answer answers the note that it is of; the same answer given twice is given once.
    Raises OutOfReach, NothingSaid, NamesNobody.
    """
    note = note.answer_to or note
    article = _seen(note.article, by)
    made = _write(ArticleNote(article=article, answer_to=note), body, Deed.ANSWER, by=by, now=now)
    _open(note, by, now)
    return made


@transaction.atomic
def resolve(*, note: ArticleNote, by: User, now: datetime, body: str = "") -> None:
    """Say that what a note asks for is done, with a last answer where there is one.

    Raises OutOfReach, NamesNobody, NothingChanges.
    """
    if not is_blank(body):
        answer(note=note, body=body, by=by, now=now)
    _seen(note.article, by)
    if not ArticleNote.objects.open().filter(pk=note.pk).update(resolved_by=by, resolved_at=now):
        raise NothingChanges
    _log(note, Deed.RESOLVE, by, now)


@transaction.atomic
def reopen(*, note: ArticleNote, by: User, now: datetime) -> None:
    """Open a resolved note again. Raises OutOfReach, NothingChanges."""
    _seen(note.article, by)
    if not _open(note, by, now):
        raise NothingChanges


def _open(note: ArticleNote, by: User, now: datetime) -> bool:
    """Open a note again, and say whether it was resolved."""
    resolved = ArticleNote.objects.filter(pk=note.pk, resolved_at__isnull=False)
    if is_changed := bool(resolved.update(resolved_by=None, resolved_at=None)):
        _log(note, Deed.REOPEN, by, now)
    return is_changed


def _seen(article: Article, by: User) -> Article:
    """Hold the article, so that of two presses the second sees what the first has done; raise OutOfReach."""
    held = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if not permissions.may_see(by, held):
        raise OutOfReach
    return held


def _write(note: ArticleNote, typed: str, deed: Deed, *, by: User, now: datetime) -> ArticleNote:
    if is_blank(refuse_unusable(typed)):
        raise NothingSaid
    colleagues = {one.public_id: one for one in permissions.seen_by(note.article)}
    said = mentions.read(typed.strip(), mentions.handles((key, one.name) for key, one in colleagues.items()))
    if said.nobody:
        raise NamesNobody(said.nobody[0])
    note.body, note.made_by, note.made_at = said.body, by, now
    columns = ("article", "answer_to", "before", "quote", "body", "made_by")
    same = ArticleNote.objects.filter(**{name: getattr(note, name) for name in columns}, resolved_at=None)
    if twice := same.order_by("pk").first():
        return twice
    note.save(force_insert=True)
    named = [colleagues[key] for key in sorted(said.people)]
    Mention.objects.bulk_create(Mention(note=note, person=one) for one in named)
    for person in named:
        if person != by:
            _tell(note, person, now)
    _log(note, deed, by, now)
    return note


def _tell(note: ArticleNote, person: User, now: datetime) -> None:
    """Write to somebody that they are named, and where. What the note says stays in the newsroom."""
    there = reverse("admin:articles_article_notes", args=[note.article_id])
    mail.post(
        template="articles/mail/note",
        person=person,
        context={"note": note, "url": absolute(f"{there}#note-{note.answer_to_id or note.pk}")},
        key=f"note:{note.pk}:{person.pk}",
        now=now,
    )


def _log(note: ArticleNote, deed: Deed, by: User, now: datetime) -> None:
    """Write it down, without the words: they go in time, and the log stays."""
    events.note(Thing.NOTE, note.article_id, deed, by=by, now=now, note=f"#{note.answer_to_id or note.pk}")
