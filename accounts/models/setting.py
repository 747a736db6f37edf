"""The log of what staff set on the site, and of what they take out of it as a table."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import Setting
from accounts.models.append_only import AppendOnly


class SettingChange(AppendOnly):
    """Who set what, from what to what, and why (C32). Written once; kept as long as its retention says."""

    what = models.CharField(_("what was set"), max_length=16, choices=Setting)
    #: Which one of them, in words that can be read when it is no more.
    subject = models.CharField(_("which"), max_length=300)
    #: Names of columns and their values, those alone that differ.
    before = models.JSONField(_("before"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("after"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    why = models.TextField(_("why"), blank=True)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("made by"), null=True, related_name="+")
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("change of a setting")
        verbose_name_plural = _("changes of settings")
        constraints = [
            CheckConstraint(condition=Q(what__in=Setting.values), name="what_was_set_is_known"),
            CheckConstraint(condition=~Q(before=F("after")), name="a_change_of_a_setting_changes_something"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.subject}"
