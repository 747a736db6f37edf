"""An edition's digest: when it goes out by mail, and what each issue held."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from articles.enums import Cadence


class Digest(models.Model):
    """When an edition writes to its subscribers, by its own clock."""

    edition = models.OneToOneField(
        "articles.Edition", models.CASCADE, primary_key=True, verbose_name=_("edition"), related_name="digest"
    )
    hour = models.PositiveSmallIntegerField(
        _("hour"),
        default=6,
        validators=[MaxValueValidator(23)],
        help_text=_("By the edition’s clock, 0 to 23. One whose hour has passed today goes out at once."),
    )
    weekday = models.PositiveSmallIntegerField(_("day of the weekly one"), choices=list(WEEKDAYS.items()), default=5)
    is_paused = models.BooleanField(
        _("paused"),
        default=False,
        help_text=_("No digest is begun or written; what is in the outbox goes out."),
    )

    class Meta:
        verbose_name = _("digest")
        verbose_name_plural = _("digests")
        ordering = ["edition__position", "edition"]
        constraints = [
            CheckConstraint(condition=Q(hour__lte=23), name="a_digest_has_an_hour_of_the_day"),
            CheckConstraint(condition=Q(weekday__lte=6), name="a_digest_has_a_day_of_the_week"),
        ]

    def __str__(self) -> str:
        return str(self.edition)

    def newest_day(self, cadence: Cadence, now: datetime) -> datetime:
        """Return the newest moment before `now` at which an issue was to go out, by the edition's clock."""
        local = now.astimezone(ZoneInfo(self.edition.time_zone))
        at = local.replace(hour=self.hour, minute=0, second=0, microsecond=0)
        if at > local:
            at -= timedelta(days=1)
        if cadence == Cadence.WEEKLY:
            at -= timedelta(days=(at.weekday() - self.weekday) % 7)
        return at


class Issue(models.Model):
    """One issue of an edition's digest. An article stands in one of each cadence, and no more."""

    edition = models.ForeignKey("articles.Edition", models.CASCADE, verbose_name=_("edition"), related_name="+")
    cadence = models.CharField(_("how often"), max_length=8, choices=Cadence)
    #: Of the edition's calendar; None where a clock that was ahead had it begun before its day.
    day = models.DateField(_("day"), null=True)
    begun_at = models.DateTimeField(_("begun"))
    articles = models.ManyToManyField("articles.Article", verbose_name=_("articles"), related_name="+")

    class Meta:
        verbose_name = _("issue of a digest")
        verbose_name_plural = _("issues of digests")
        ordering = ["-begun_at", "edition", "cadence"]
        constraints = [
            UniqueConstraint(fields=["edition", "cadence", "day"], name="one_issue_per_edition_cadence_and_day"),
            CheckConstraint(condition=Q(cadence__in=Cadence.values), name="issue_cadence_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.cadence} {self.day}"
