"""Badges beside names: given and revoked by editors, and following roles and bylines (C54).

The badge is part of a comment's finished card. Whatever changes it writes the cards anew, in the same transaction.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from articles.enums import Role
from articles.models import Article
from moderation import badges, permissions
from moderation.actions import rewriting
from moderation.badges import BadgeKind
from moderation.models import Badge


class NotAllowed(PermissionError):
    """This person gives no badges, or none to themselves."""


class NoName(ValueError):
    """The account has no name that a badge could vouch for: it is not confirmed yet, only kept, or erased."""


class HasIt(ValueError):
    """The person carries this badge there already."""


class Revoked(ValueError):
    """Somebody has revoked the badge already."""


@transaction.atomic
def give(*, person: User, kind: BadgeKind, article: Article | None, words: str, by: User, now: datetime) -> Badge:
    """Vouch for somebody's name below an article, or in the whole paper, from now on and on what they wrote before.

    Raises NotAllowed, OutOfReach where the editor's role holds elsewhere, NoName, HasIt.
    """
    _demand(by, person, article)
    held = _locked(person)
    if held.name_skeleton is None or held.restricted_at or held.erased_at:
        raise NoName
    if Badge.objects.standing().filter(person=held, kind=kind, article=article).exists():
        raise HasIt
    said = " ".join(words.split())
    given = Badge.objects.create(person=held, kind=kind, article=article, words=said, given_by=by, given_at=now)
    _follow(held, Q(article=article) if article else Q())
    return given


@transaction.atomic
def revoke(*, badge: Badge, by: User, now: datetime) -> None:
    """Vouch for somebody no longer, on what they wrote before neither. Raises as `give`, and Revoked."""
    _demand(by, badge.person, badge.article)
    held = _locked(badge.person)
    if not Badge.objects.standing().filter(pk=badge.pk).update(revoked_by=by, revoked_at=now):
        raise Revoked
    _follow(held, Q(article=badge.article) if badge.article else Q())


@transaction.atomic
def follow_roles(*, person: User) -> None:
    """Let the badge of the newsroom come and go with the roles that somebody holds in it (AFTER_ROLES).

    Moderators and administrators have none for being that: they act by role, not by name (C67).
    """
    _follow(_locked(person), Q())


@transaction.atomic
def follow_byline(*, article: Article) -> None:
    """Let the author's badge follow a byline that readers see changed (AFTER_BYLINE)."""
    rewriting.renew(Q(article=article, author__badges__isnull=False))


def catch_up() -> int:
    """Give the newsroom's badge to those who held their roles before there were badges; return to how many."""
    without = User.objects.filter(groups__name__in=Role.values, badges__isnull=True).distinct()
    for person in without:
        follow_roles(person=person)
    return len(without)


def _demand(by: User, person: User, article: Article | None) -> None:
    if not permissions.may_give_badges(by) or by.pk == person.pk:
        raise NotAllowed
    permissions.demand(by, permissions.VOUCH, article)


def _locked(person: User) -> User:
    """Hold the account, so that of two who change its badges one waits."""
    return User.objects.select_for_update().get(pk=person.pk)


def _follow(person: User, where: Q) -> None:
    """Write on the account what it carries, and the cards of its comments there anew."""
    if person.erased_at:  # nobody is left to vouch for
        return
    given = Badge.objects.standing().filter(person=person).order_by("pk")
    carried = [badges.Carried(BadgeKind(one.kind), one.article_id, one.words) for one in given]
    if person.groups.filter(name__in=Role.values).exists():
        carried.append(badges.Carried(BadgeKind.STAFF))
    if (column := badges.written(carried)) != person.badges:
        User.objects.filter(pk=person.pk).update(badges=column)
        rewriting.renew(where & Q(author=person))
