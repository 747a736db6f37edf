"""Scans of letters on paper."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from moderation.enums import ScanKind


class Scan(models.Model):
    """A page of a letter, or all of it as a PDF: kept in the database, so that no address of a file leads to it.

    It goes with its letter, into backups with all rows, and is opened by those alone who answer letters (V14).
    """

    letter = models.ForeignKey("moderation.Appeal", models.CASCADE, verbose_name=_("letter"), related_name="scans")
    kind = models.CharField(_("kind"), max_length=4, choices=ScanKind)
    data = models.BinaryField(_("file"))
    size = models.PositiveIntegerField(_("size in bytes"))
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("added by"), related_name="+", db_index=False
    )
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("scan")
        verbose_name_plural = _("scans")
        constraints = [CheckConstraint(condition=Q(size__gt=0), name="a_scan_is_not_empty")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def file_name(self) -> str:
        """Name the file by its letter: what its sender or the scanner called it is not kept."""
        return f"{self.letter.reference}-{self.pk}.{ScanKind(self.kind).ending}"
