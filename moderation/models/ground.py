"""The nineteen grounds and their wording in each version of the comment rules."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, Subquery, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.enums import Document
from accounts.models import PolicyVersion


class Ground(models.Model):
    """A ground for which a comment is removed. Number and code never change; the wording is versioned."""

    number = models.PositiveSmallIntegerField(_("number"), primary_key=True)
    code = models.SlugField(_("code"), unique=True)
    #: Values of the Commission's statement schema (due-process (b)).
    dsa_category = models.CharField(_("DSA category"), max_length=80)
    dsa_keyword = models.CharField(_("DSA keyword"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("ground")
        verbose_name_plural = _("grounds")
        ordering = ["number"]
        constraints = [CheckConstraint(condition=Q(number__range=(1, 19)), name="there_are_nineteen_grounds")]

    def __str__(self) -> str:
        return f"{self.number} {self.code}"


class ClauseQuerySet(models.QuerySet["Clause"]):
    def in_force(self, now: datetime) -> "ClauseQuerySet":
        """Clauses of the rules that hold at `now`."""
        newest = PolicyVersion.objects.of(Document.RULES).in_force(now)
        return self.filter(version=Subquery(newest.values("pk")[:1]))


class Clause(models.Model):
    """A ground's wording in one version of the rules and one language: what a statement of reasons cites."""

    LISTS: ClassVar[tuple[str, ...]] = ("allowed", "not_allowed")

    version = models.ForeignKey("accounts.PolicyVersion", models.PROTECT, verbose_name=_("version"), related_name="+")
    ground = models.ForeignKey(Ground, models.PROTECT, verbose_name=_("ground"), related_name="clauses")
    language = models.CharField(_("language"), max_length=12)
    heading = models.CharField(_("heading"), max_length=100)
    text = models.TextField(_("clause"))
    letter = models.TextField(_("sentence for the statement of reasons"))
    allowed = models.JSONField(_("examples of what is allowed"), default=list, blank=True)
    not_allowed = models.JSONField(_("examples of what is not"), default=list, blank=True)

    objects: ClassVar[models.Manager["Clause"]] = ClauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["version", "ground", "language"]
        constraints = [
            UniqueConstraint(
                fields=["version", "ground", "language"], name="one_clause_per_version_ground_and_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ground_id}. {self.heading}"
