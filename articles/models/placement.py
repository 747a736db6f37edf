"""What the newsroom plans for the slots of front pages (A53)."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from articles.enums import Slot
from articles.models.article import Article
from articles.models.edition import Edition, Section


class PlacementQuerySet(models.QuerySet["Placement"]):
    def on(self, edition: str, section: int | None) -> "PlacementQuerySet":
        """Plans of an edition's front page, or of one of its sections' page."""
        return self.filter(edition=edition, section=section)

    def not_over(self, now: datetime) -> "PlacementQuerySet":
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))

    def next_start(self, after: datetime) -> datetime | None:
        """Return when the first of these begins after a moment."""
        following = self.filter(starts_at__gt=after).order_by("starts_at")
        return following.values_list("starts_at", flat=True).first()

    def within(self, starts_at: datetime, ends_at: datetime | None) -> "PlacementQuerySet":
        """Plans that hold at any moment of a time; None: it has no end."""
        begun = Q(starts_at__lt=ends_at) if ends_at else Q()
        return self.not_over(starts_at).filter(begun)


class Placement(models.Model):
    """That an article stands in a slot of a page from one moment until another: none: until it is ended (A53).

    Nothing is in a slot twice at once, and no article twice on a page: the database refuses it. Who planned it and who
    changed it, the log of the paper says (`PaperEvent`).
    """

    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="+", db_index=False)
    #: The section whose page it is; none: the front page.
    section = models.ForeignKey(Section, models.PROTECT, verbose_name=_("section"), null=True, related_name="+")
    slot = models.PositiveSmallIntegerField(_("slot"), choices=Slot)
    article = models.ForeignKey(Article, models.PROTECT, verbose_name=_("article"), related_name="+")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True)
    #: It ends when the next plan of its slot begins, whichever that is.
    gives_way = models.BooleanField(_("until the next plan"), default=False)

    objects: ClassVar[models.Manager["Placement"]] = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan for a front page")
        verbose_name_plural = _("plans for front pages")
        ordering = ["starts_at", "pk"]
        constraints = [
            CheckConstraint(condition=Q(slot__in=Slot.values), name="a_slot_is_known"),
            CheckConstraint(condition=Q(section__isnull=True) | Q(slot=Slot.LEAD), name="a_section_page_has_one_slot"),
            CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="a_plan_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["edition", "section", "ends_at"], name="placement_standing")]

    def __str__(self) -> str:
        return f"{self.get_slot_display()}: {self.article}"

    def has_begun(self, now: datetime) -> bool:
        return self.starts_at <= now

    def is_over(self, now: datetime) -> bool:
        return self.ends_at is not None and self.ends_at <= now
