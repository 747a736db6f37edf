"""How long things are kept on this site, and what the nightly job removed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RetentionPeriod(models.Model):
    """How long one kind of data is kept. What it covers is declared in code; the time is the publisher's to amend."""

    code = models.SlugField(_("code"), primary_key=True)
    keep_days = models.PositiveIntegerField(_("days"))
    removed = models.PositiveIntegerField(_("removed by the last run"), default=0, editable=False)
    ran_at = models.DateTimeField(_("last run"), null=True, editable=False)

    class Meta:
        verbose_name = _("retention period")
        verbose_name_plural = _("retention periods")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class RetentionRun(models.Model):
    """What one nightly run removed, by kind."""

    ran_at = models.DateTimeField(_("run"))
    removed = models.JSONField(_("removed"), default=dict)

    class Meta:
        verbose_name = _("retention run")
        verbose_name_plural = _("retention runs")
        ordering = ["-ran_at"]

    def __str__(self) -> str:
        return f"{self.ran_at:%Y-%m-%d}"
