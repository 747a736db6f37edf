"""Tokens by which programs act for a person."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from accounts.enums import Scope
from accounts.models.user import User


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def live(self, now: datetime) -> "ApiTokenQuerySet":
        """Tokens that nobody has revoked and whose time is not over. That sessions ended, each says for itself."""
        return self.filter(revoked_at__isnull=True, ends_at__gt=now)


class ApiToken(models.Model):
    """What a program shows to act for a person, within scopes and until a day (C72).

    The secret is shown once and kept as a keyed digest. It ends with the person's sessions: at a new password, a block,
    the deletion of the account, and by signing out everywhere (QA5).
    """

    person = models.ForeignKey("accounts.User", models.CASCADE, verbose_name=_("person"), related_name="api_tokens")
    name = models.CharField(_("name"), max_length=60)
    #: The part of the token that is no secret: by it the row is found, and a person knows which one it is.
    key = models.CharField(_("beginning"), max_length=12, unique=True)
    digest = models.CharField(_("digest"), max_length=64)
    #: What the person's sessions were proved by when it was made: once they have ended, so has the token.
    proof = models.CharField(_("proof"), max_length=64)
    scopes = models.JSONField(_("may"))
    #: Whether a second factor was shown when it was made.
    has_second_factor = models.BooleanField(_("made with a second factor"), default=False)
    made_at = models.DateTimeField(_("made"))
    ends_at = models.DateTimeField(_("ends"))
    used_on = models.DateField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    objects: ClassVar[models.Manager["ApiToken"]] = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("token of a program")
        verbose_name_plural = _("tokens of programs")
        constraints = [
            CheckConstraint(condition=Q(ends_at__gt=F("made_at")), name="a_token_ends_after_it_was_made"),
            UniqueConstraint(
                fields=["person", "name"], condition=Q(revoked_at__isnull=True), name="one_token_per_person_and_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.key})"

    def is_in_force(self, person: User, now: datetime) -> bool:
        """Say whether it still opens anything; `person` is whose it is."""
        is_theirs = constant_time_compare(self.proof, person.get_session_auth_hash())
        return self.revoked_at is None and self.ends_at > now and is_theirs

    @property
    def labels(self) -> list[str]:
        """Name what it may do."""
        return [str(Scope(scope).label) for scope in self.scopes if scope in Scope.values]
