"""Public figures as they were counted one night."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class TakenFigures(models.Model):
    """What was counted of a year, or of the grounds, and when (C76, C77). Counted anew each night, unmasked."""

    #: Under this, how often each ground was applied; every other is a year's number.
    GROUNDS: ClassVar[str] = "grounds"

    of = models.CharField(_("of"), max_length=12, unique=True)
    taken_at = models.DateTimeField(_("counted"))
    data = models.JSONField(_("figures"), encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("figures of a night")
        verbose_name_plural = _("figures by night")

    def __str__(self) -> str:
        return self.of
