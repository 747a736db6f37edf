"""In which parts of the paper somebody's roles hold (A20): asked for rows, for one article, and for a section."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article, Assignment, Brief


class OutOfReach(PermissionDenied):
    """A role permits it, but not in this section or edition. Nobody has to catch it: the page says whom to ask."""

    def __init__(self, said: str = "") -> None:
        super().__init__(said or self._whom_to_ask())

    @staticmethod
    def _whom_to_ask() -> str:
        administrators = User.objects.filter(is_superuser=True, is_active=True).order_by("name", "pk")
        said = _(
            "This belongs to a section or an edition for which your role does not hold. Ask a colleague whose role "
            "holds there, or an administrator, who can change what yours holds for: %(names)s."
        )
        return said % {"names": ", ".join(map(str, administrators)) or "–"}


@dataclass(frozen=True)
class Part:
    """Some sections in some editions; where none are named, all of them."""

    sections: frozenset[int] = frozenset()
    editions: frozenset[str] = frozenset()

    def covers(self, section: int, edition: str) -> bool:
        return (not self.sections or section in self.sections) and (not self.editions or edition in self.editions)


@dataclass(frozen=True)
class Reach:
    """The parts of the paper in which a permission holds."""

    parts: tuple[Part, ...]

    @property
    def is_everywhere(self) -> bool:
        return Part() in self.parts

    def covers(self, section: int, edition: str) -> bool:
        return any(part.covers(section, edition) for part in self.parts)

    def covers_edition(self, edition: str) -> bool:
        """Say whether all sections of an edition lie within reach."""
        return any(not part.sections and part.covers(0, edition) for part in self.parts)

    def has(self, article: Article | Brief) -> bool:
        return self.is_everywhere or self.covers(article.section_id, article.edition_id)

    def within(self, article: str = "") -> Q:
        """Return the condition on rows whose article, at the end of this path, lies within reach."""
        if self.is_everywhere:
            return Q()
        way = f"{article}__" if article else ""
        found = Q(pk__in=())
        for part in self.parts:
            named = {f"{way}section__in": part.sections, f"{way}edition__in": part.editions}
            found |= Q(**{path: keys for path, keys in named.items() if keys})
        return found

    def sections(self) -> Q:
        """Return the condition on sections of which at least one edition lies within reach."""
        return _among([part.sections for part in self.parts])

    def editions(self) -> Q:
        """Return the condition on editions of which at least one section lies within reach."""
        return _among([part.editions for part in self.parts])


EVERYWHERE, NOWHERE = Reach((Part(),)), Reach(())


def reach(user: User, permission: str) -> Reach:
    """Return where a permission, named as `app.codename`, holds for the user.

    Asks the database once for somebody who is limited, for nobody else. What a limited person was given past
    `articles.actions.assignments`, as a member of a group, holds nowhere.
    """
    if not user.has_perm(permission):
        return NOWHERE
    if not user.is_limited or user.is_superuser or permission in user.get_user_permissions():
        return EVERYWHERE
    return _held(user).get(permission, NOWHERE)


def holders(permission: str, article: Article | Brief | None = None) -> QuerySet[User]:
    """Find those whose `reach` by a permission has an article or a planned story, or anything where none is named.

    It is `reach` the other way round, in one statement.
    """
    app, _dot, codename = permission.partition(".")
    named = Permission.objects.filter(content_type__app_label=app, codename=codename)
    limited = Assignment.objects.permitting(permission)
    if article:
        there = Q(sections=None) | Q(sections=article.section_id), Q(editions=None) | Q(editions=article.edition_id)
        limited = limited.filter(*there)
    held = Q(is_superuser=True) | Q(pk__in=User.objects.filter(user_permissions__in=named).values("pk"))
    held |= Q(limited_at=None, pk__in=User.objects.filter(groups__permissions__in=named).values("pk"))
    return User.objects.filter(held | Q(limited_at__isnull=False, pk__in=limited.values("person")), is_active=True)


def _among(named: list[frozenset[int]] | list[frozenset[str]]) -> Q:
    """Return the condition on keys that are named; none where one part names none, and so means all."""
    return Q() if not all(named) and named else Q(pk__in=frozenset[int | str]().union(*named))


def _held(user: User) -> dict[str, Reach]:
    """Return what a limited person's roles permit, and where; kept with the loaded account, as Django's own are."""
    if (held := vars(user).get("_reach")) is None:
        held = vars(user)["_reach"] = _asked(user)
    return held


def _asked(user: User) -> dict[str, Reach]:
    rows = Assignment.objects.filter(person=user, role__user=user).values_list(
        "pk", "role__permissions__content_type__app_label", "role__permissions__codename", "sections", "editions"
    )
    named: dict[tuple[str, int], tuple[set[int], set[str]]] = defaultdict(lambda: (set(), set()))
    for pk, app, codename, section, edition in rows:
        sections, editions = named[f"{app}.{codename}", pk]
        sections |= {section} - {None}
        editions |= {edition} - {None}
    parts: dict[str, list[Part]] = defaultdict(list)
    for (permission, _pk), (sections, editions) in named.items():
        parts[permission].append(Part(frozenset(sections), frozenset(editions)))
    return {permission: Reach(tuple(found)) for permission, found in parts.items()}
