"""Badges that editors give: that somebody is an expert, or was interviewed."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from moderation.badges import BadgeKind

#: What editors give. Who is of the newsroom, roles say; who wrote an article, its byline.
GIVEN = (BadgeKind.EXPERT, BadgeKind.INTERVIEWEE)


class BadgeQuerySet(models.QuerySet["Badge"]):
    def standing(self) -> "BadgeQuerySet":
        return self.filter(revoked_at__isnull=True)


class Badge(models.Model):
    """An editor vouches for somebody's name, below one article or in the whole paper (C54).

    Rows are added and once revoked, never otherwise changed or deleted: they are the log. What stands is written on the
    account as well (`User.badges`).
    """

    person = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("person"), related_name="+")
    kind = models.CharField(_("badge"), max_length=12, choices=[(kind.value, kind.label) for kind in GIVEN])
    article = models.ForeignKey(
        "articles.Article", models.PROTECT, verbose_name=_("article"), null=True, blank=True, related_name="+",
        help_text=_("Empty: the badge stands in the whole paper."),
    )  # fmt: skip
    words = models.CharField(
        _("as what"), max_length=80, blank=True, help_text=_("For readers, behind the badge: “hydrologist, Graz”.")
    )
    given_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("granted by"), related_name="+", db_index=False
    )
    given_at = models.DateTimeField(_("granted"))
    revoked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("revoked by"), null=True, related_name="+", db_index=False
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    objects: ClassVar[models.Manager["Badge"]] = BadgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        constraints = [
            CheckConstraint(condition=Q(kind__in=GIVEN), name="a_badge_is_one_that_editors_give"),
            CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="a_person_revokes_a_badge",
            ),
            UniqueConstraint(
                fields=["person", "kind", "article"],
                condition=Q(revoked_at__isnull=True, article__isnull=False),
                name="one_badge_of_a_kind_below_an_article",
            ),
            UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(revoked_at__isnull=True, article__isnull=True),
                name="one_badge_of_a_kind_in_the_paper",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
