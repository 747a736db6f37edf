"""Joining: an account is made together with the acceptance of the comment rules, or not at all (V21, G08)."""

from contextlib import suppress
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from accounts.actions import policies
from accounts.enums import Document, Surface
from accounts.models import PolicyVersion, User
from accounts.safety.names import LONGEST, resembles, skeleton


class NameTaken(ValueError):
    """Another member's name looks the same."""


class NameConfirmed(PermissionError):
    """The newsroom vouches for the name by a badge: it stays as long as the badge does."""


def is_free(name: str, besides: User | None = None) -> bool:
    """Say whether no other member's name looks like this one, and none that carries a badge is part of it (C54)."""
    others = User.objects.exclude(pk=besides.pk) if besides else User.objects.all()
    if others.filter(name_skeleton=skeleton(name)).exists():
        return False
    confirmed = others.filter(badges__isnull=False).values_list("name", flat=True)
    return not any(resembles(name, one) for one in confirmed)


@transaction.atomic
def complete(*, person: User, name: str, surface: Surface, now: datetime) -> None:
    """Give a new account its language and the wish for a name, and record what the person accepted, in which language.

    Call it in the transaction that stores the account. Raises policies.NothingInForce where there are no rules yet:
    then nobody can join. The name is theirs at the first sign-in: see `claim_name`.
    """
    person.name = name
    person.language = (get_language() or "en").split("-")[0]
    person.save(update_fields=["name", "language"])
    _accept(person, list(Document), surface, now)


@transaction.atomic
def claim_name(*, person: User) -> bool:
    """Let somebody who has proven who they are have the name they wished for; say whether nobody else has it by now.

    If somebody has, a number is added. Before that the name is nobody's: a name that was taken by a registration would
    tell whoever tries the next that the address of the first had no account (QA3).
    """
    wish = person.name
    for name in (wish, *(f"{wish[: LONGEST - 4]} {number}" for number in range(2, 999))):
        with suppress(NameTaken):
            _name(person, name)
            break
    return person.name == wish


@transaction.atomic
def enrol(*, email: str, password: str | None, name: str, language: str, is_staff: bool, now: datetime) -> User:
    """Make an account for somebody known to the operator: the address counts as proven, what is in force as read.

    Without a password nobody can sign in to it yet.
    """
    person = User.objects.create_user(
        email, password, name=name, name_skeleton=skeleton(name), language=language, is_staff=is_staff, joined_at=now
    )
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    there = [document for document in Document if PolicyVersion.objects.of(document).in_force(now).exists()]
    _accept(person, there, Surface.COMMAND, now)
    return person


@transaction.atomic
def amend(*, person: User, name: str, language: str) -> None:
    """Change the public name and the language of letters.

    Raises NameTaken where another member's looks the same, and NameConfirmed where a badge vouches for the old one.
    """
    if person.badges and name != person.name:
        raise NameConfirmed
    _name(person, name)
    person.language = language
    person.save(update_fields=["language"])


def _name(person: User, name: str) -> None:
    """Let the database decide who has the name: two may ask for it at the same moment."""
    person.name, person.name_skeleton = name, skeleton(name)
    try:
        with transaction.atomic():
            person.save(update_fields=["name", "name_skeleton"])
    except IntegrityError:
        raise NameTaken from None


def _accept(person: User, documents: list[Document], surface: Surface, now: datetime) -> None:
    for document in documents:
        version = policies.in_force(document, now)
        policies.acknowledge(person=person, version=version, language=person.language, surface=surface, now=now)
