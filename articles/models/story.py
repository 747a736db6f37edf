"""What the articles of several editions have in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Story(models.Model):
    """What the editions of one piece of news have in common."""

    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("created by"), null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def __str__(self) -> str:
        return str(self.pk)
