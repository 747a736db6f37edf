"""Whether somebody is left everywhere: who decides about comments and answers letters, where roles are limited."""

from dataclasses import dataclass

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from articles.models import SectionName
from moderation import permissions
from moderation.models import Appeal

#: So many may answer letters, that another than the one who decided is among them (V10).
ENOUGH = 2


@dataclass(frozen=True)
class Gap:
    """A section of an edition that lacks somebody."""

    section: str
    edition: str
    #: Moderators who decide about comments there, administrators left aside.
    deciders: int
    #: Who answers letters there, administrators among them.
    answerers: int


def gaps() -> list[Gap]:
    """Name the parts of the paper where administrators alone decide, or fewer than two people answer letters."""
    place = OuterRef(OuterRef("section")), OuterRef(OuterRef("edition"))
    deciding = permissions.holders(permissions.DECIDE, *place).filter(is_superuser=False)
    named = SectionName.objects.select_related("edition").order_by("edition__position", "section__position")
    counted = named.annotate(
        deciders=_count(deciding), answerers=_count(permissions.holders(permissions.ANSWER, *place))
    )
    found = [Gap(one.name, one.edition.name, one.deciders, one.answerers) for one in counted]
    return [gap for gap in found if not gap.deciders or gap.answerers < ENOUGH]


def nobody_left() -> QuerySet[Appeal]:
    """Open letters that nobody on the staff may answer but the one who decided."""
    others = permissions.who_may(permissions.ANSWER).exclude(pk=Coalesce(OuterRef("contested__decided_by"), 0))
    return _waiting().filter(~Exists(others))


def answered_elsewhere() -> QuerySet[Appeal]:
    """Open letters that moderators of other parts may answer, for nobody else is left in their own."""
    at = "contested__comment__article"
    place = OuterRef(OuterRef(f"{at}__section")), OuterRef(OuterRef(f"{at}__edition"))
    others = permissions.holders(permissions.ANSWER, *place).exclude(pk=Coalesce(OuterRef("contested__decided_by"), 0))
    found = _waiting().filter(~Exists(others), contested__comment__isnull=False)
    return found.exclude(pk__in=nobody_left().values("pk"))


def _waiting() -> QuerySet[Appeal]:
    return Appeal.objects.open().filter(case__closed_at__isnull=True).order_by("due_at", "pk")


def _count(people: QuerySet[User]) -> Coalesce:
    counted = people.order_by().values("is_active").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, IntegerField()), 0)  # they are all active: one line, or none
