"""Giving roles to people, everywhere or for parts of the paper, and taking them away (A20)."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.module_loading import import_string

from accounts.models import User
from articles.models import Assignment, AssignmentChange, Edition, Section
from articles.models.assignment import EVERYWHERE, NOT_HELD


class NotAllowed(PermissionError):
    """Only an administrator says who holds which role."""


class NothingChanges(ValueError):
    """The person holds the role just so already."""


@transaction.atomic
def assign(
    *,
    person: User,
    role: Group,
    by: User | None,
    now: datetime,
    sections: Collection[Section] = (),
    editions: Collection[Edition] = (),
) -> Assignment:
    """Let somebody hold a role in these sections and editions from now on, in place of where they held it before.

    Where none are named it holds in all of them. `by` is None where set-up does it. Raises NotAllowed, NothingChanges.
    """
    _demand(by)
    held = _locked(person, role)
    after = _written(sections, editions)
    if (before := _where(held)) == after:
        raise NothingChanges
    since = {"made_by": by, "made_at": now}
    made, _ = Assignment.objects.update_or_create(person=person, role=role, defaults=since)
    made.sections.set(sections)
    made.editions.set(editions)
    person.groups.add(role)
    _note(person, role, before, after, by=by, now=now)
    return made


@transaction.atomic
def end(*, assignment: Assignment, by: User | None, now: datetime) -> None:
    """Take a role away. Raises NotAllowed; nothing happens where somebody else has taken it away meanwhile."""
    _demand(by)
    person, role = assignment.person, assignment.role
    held = _locked(person, role)
    if held is None:
        return
    before = _where(held)
    held.delete()
    person.groups.remove(role)
    _note(person, role, before, NOT_HELD, by=by, now=now)


def _demand(by: User | None) -> None:
    if by is not None and not (by.is_active and by.is_superuser):
        raise NotAllowed


def _locked(person: User, role: Group) -> Assignment | None:
    """Hold the account, so that of two who change its roles one waits, and return how it holds the role now."""
    User.objects.select_for_update().get(pk=person.pk)
    return Assignment.objects.filter(person=person, role=role).first()


def _note(person: User, role: Group, before: str, after: str, *, by: User | None, now: datetime) -> None:
    """Write the log, and on the account whether it is limited: who is not costs no statement (`articles.reach`)."""
    AssignmentChange.objects.create(person=person, role=role.name, before=before, after=after, made_by=by, made_at=now)
    person.limited_at = now if Assignment.objects.filter(person=person).limited().exists() else None
    User.objects.filter(pk=person.pk).update(limited_at=person.limited_at)
    import_string(settings.AFTER_ROLES)(person=person)


def _where(held: Assignment | None) -> str:
    return _written(held.sections.all(), held.editions.all()) if held else NOT_HELD


def _written(sections: Iterable[Section], editions: Iterable[Edition]) -> str:
    """Write where a role holds, as the log does."""
    named = [_codes(section.code for section in sections), _codes(edition.language for edition in editions)]
    return " ".join(filter(None, (named[0], named[1] and f"({named[1]})"))) or EVERYWHERE


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(sorted(codes))
