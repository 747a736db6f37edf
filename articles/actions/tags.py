"""Making, renaming and merging tags, and choosing them for an article (A25)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.safety.text import refuse_unusable
from articles import pages, permissions
from articles.actions.refusals import NotAllowed
from articles.enums import TagAct
from articles.models import Edition, Tag, TagEvent, Tagging, Text
from articles.search.words import fold

#: Tags of one article: a page lists them, and a revision holds their keys in one column.
MOST = 20
#: Signs of a folded name that are kept and compared.
LONGEST = 200


class NoName(ValueError):
    """Nothing of the name could be told apart from another's."""

    def __init__(self) -> None:
        super().__init__(_("Write at least one letter or digit."))


class NameTaken(ValueError):
    """The edition has such a tag."""

    def __init__(self, tag: Tag) -> None:
        self.tag = tag
        super().__init__(_("The edition has the tag “%(name)s” already. Merge the two instead.") % {"name": tag.name})


class CannotMerge(ValueError):
    """Only two tags of one edition are merged, and neither was merged before."""

    def __init__(self) -> None:
        super().__init__(_("Choose another tag of the same edition."))


def folded(name: str) -> str:
    """Return what two names of one tag have in common; raise NoName."""
    found = " ".join(fold(name))[:LONGEST]
    if not found or not Text.slug_from(name):
        raise NoName
    return found


@transaction.atomic
def make(*, edition: Edition, name: str, by: User, now: datetime, slug: str = "") -> Tag:
    """Make a tag; raise NameTaken or NoName."""
    _demand_right(by, edition.language)
    named = _named(name, slug)
    made = Tag(edition=edition, **named)
    _store(made, edition.language)
    _log(made, TagAct.MAKE, "", by, now)
    return made


@transaction.atomic
def rename(*, tag: Tag, name: str, by: User, now: datetime, slug: str = "") -> Tag:
    """Call a tag otherwise; its old address leads to the new one. Raise NameTaken or NoName."""
    _demand_right(by, tag.edition_id)
    tag = Tag.objects.select_for_update().get(pk=tag.pk)
    before, named = _told(tag), _named(name, slug)
    for column, value in named.items():
        setattr(tag, column, value)
    if _told(tag) == before:
        return tag
    _store(tag, tag.edition_id)
    _log(tag, TagAct.RENAME, before, by, now)
    pages.touch(edition=tag.edition_id, tags=[tag.pk])
    return tag


@transaction.atomic
def merge(*, tag: Tag, into: Tag, by: User, now: datetime) -> Tag:
    """Put all that stands under one tag under another of its edition, to which its address and name lead from now on.

    Raises CannotMerge.
    """
    _demand_right(by, tag.edition_id)
    held = {one.pk: one for one in Tag.objects.select_for_update().filter(pk__in=(tag.pk, into.pk)).order_by("pk")}
    tag, into = held[tag.pk], held[into.pk]
    if tag == into or tag.edition_id != into.edition_id or tag.merged_into_id or into.merged_into_id:
        raise CannotMerge
    under_both = Tagging.objects.filter(tag=into).values("article")
    Tagging.objects.filter(tag=tag, article__in=list(under_both.values_list("article", flat=True))).delete()
    Tagging.objects.filter(tag=tag).update(tag=into)
    Tag.objects.filter(merged_into=tag).update(merged_into=into)
    tag.merged_into = into
    tag.save(update_fields=["merged_into"])
    _log(tag, TagAct.MERGE, _told(tag), by, now, after=_told(into))
    pages.touch(edition=tag.edition_id, tags=[tag.pk, into.pk])
    return into


@transaction.atomic
def choose(*, names: Sequence[str], edition: Edition, by: User, now: datetime) -> str:
    """Return the keys of an edition's tags for a text; what is no tag yet is made, by those who may make one.

    Raises NotAllowed for the others, and NoName.
    """
    wanted = {folded(name): name for name in names[:MOST]}
    known = Tag.objects.by_name(edition.language, list(wanted))
    chosen = [known.get(key) or make(edition=edition, name=name, by=by, now=now) for key, name in wanted.items()]
    return Tag.keys(chosen)


def as_now(text: Text, edition: Edition) -> Text:
    """Return a text with the tags that its own stand for by now, after tags were merged."""
    return replace(text, tags=Tag.keys(Tag.objects.by_keys(text.tags, edition.language)))


def _demand_right(by: User, edition: str) -> None:
    if found := permissions.obstacle_to_tagging(by, edition):
        raise NotAllowed(found)


def _named(name: str, slug: str) -> dict[str, str]:
    """Make the columns of a name; the address is made of it where none is given."""
    name = refuse_unusable(" ".join(name.split()))
    return {"name": name, "folded": folded(name), "slug": (Text.slug_from(slug) or Text.slug_from(name))[:80]}


def _store(tag: Tag, language: str) -> None:
    try:
        with transaction.atomic():
            tag.save()
    except IntegrityError:
        standing = Tag.objects.standing().get(edition=language, folded=tag.folded)
        raise NameTaken(standing) from None


def _told(tag: Tag) -> str:
    return f"{tag.name} ({tag.slug})"


def _log(tag: Tag, act: TagAct, before: str, by: User, now: datetime, *, after: str = "") -> None:
    TagEvent.objects.create(tag=tag, act=act, before=before, after=after or _told(tag), made_by=by, made_at=now)
