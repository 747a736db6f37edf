"""What an open case keeps of a text whose author is erased."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from moderation.enums import SealReason


class SealedCopy(models.Model):
    """The reported or decided text of an erased comment, encrypted with a key of its own (C46, V14, V60).

    The row holds no key (`accounts.privacy.sealing`); row and key go together when the period is over, counted from
    `counted_from`: the erasure, then the decision. That moment only ever moves on, so that the restored row of an old
    backup never outlives the key's end.
    """

    comment = models.OneToOneField(
        "moderation.Comment", models.PROTECT, verbose_name=_("comment"), related_name="sealed_copy"
    )
    version = models.PositiveIntegerField(_("version"))
    why = models.CharField(_("why it is kept"), max_length=8, choices=SealReason)
    key = models.UUIDField(_("name of the key"), unique=True, editable=False)
    data = models.BinaryField(_("encrypted text"))
    sealed_at = models.DateTimeField(_("sealed"))
    counted_from = models.DateTimeField(_("period counted from"))

    class Meta:
        verbose_name = _("sealed copy")
        verbose_name_plural = _("sealed copies")
        ordering = ["counted_from", "pk"]
        constraints = [
            CheckConstraint(condition=Q(why__in=SealReason.values), name="a_sealed_copy_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.get_why_display()}"
