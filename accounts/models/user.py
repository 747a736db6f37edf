"""The person with an account."""

import secrets
from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

#: Letters and digits that are not mistaken for one another when read aloud or copied by hand.
PUBLIC_ID_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_public_id() -> str:
    """Make the user ID that a person quotes in letters: M- and eight characters."""
    return "M-" + "".join(secrets.choice(PUBLIC_ID_ALPHABET) for _ in range(8))


class UserManager(BaseUserManager["User"]):
    """Makes accounts. People register through `accounts.actions.registration`."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account, or what is left of one: after erasure only the row, its ID and its dates stay."""

    public_id = models.CharField(_("user ID"), max_length=10, unique=True, default=new_public_id, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True, null=True)  # NULL after erasure: '' would collide
    name = models.CharField(_("public name"), max_length=60, blank=True)
    name_skeleton = models.CharField(
        _("name, as it looks"), max_length=120, unique=True, null=True, editable=False
    )  # as email
    language = models.CharField(_("language"), max_length=12, default="en")
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)
    #: Part of the session hash: raising it ends every session at once, in every process.
    session_epoch = models.PositiveIntegerField(_("number of sign-outs everywhere"), default=0, editable=False)
    #: Set while a sanction is in force; the sanction itself is `moderation.Sanction`.
    blocked_at = models.DateTimeField(_("blocked since"), null=True, blank=True, editable=False)
    #: Set while the account is on its way out (`Closure`); its public traces are hidden meanwhile.
    closing_at = models.DateTimeField(_("will be erased"), null=True, blank=True, editable=False)
    #: Set while the person's data is kept and not used (`Restriction`, GDPR Art. 18).
    restricted_at = models.DateTimeField(_("only kept since"), null=True, blank=True, editable=False)
    #: Set while a role of theirs holds in parts of the paper alone; in which, `articles.Assignment` says.
    limited_at = models.DateTimeField(_("limited to parts of the paper since"), null=True, blank=True, editable=False)
    #: What vouches for the name, as `moderation.badges` writes it; NULL for nearly everybody. Kept here so that a
    #: comment is stored with its author's badge without asking for it.
    badges = models.TextField(_("badges"), null=True, editable=False)  # SQLite adds it without rebuilding
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        indexes = [models.Index(fields=["id"], condition=Q(badges__isnull=False), name="people_with_badges")]
        constraints = [
            CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(email__isnull=True, name="", is_active=False),
                name="an_erased_account_names_nobody",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.public_id

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """Tie sessions to the password and to `session_epoch`, so that either ends them all."""
        salt = "accounts.User.session"
        return salted_hmac(salt, f"{self.password}:{self.session_epoch}", algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Old keys keep no session alive."""
        return iter(())

    @property
    def is_limited(self) -> bool:
        return self.limited_at is not None

    @property
    def is_nobodys(self) -> bool:
        """Say whether nobody can have this account: a name alone, that came from elsewhere with what it stood under."""
        return self.email is None and not self.is_active and self.erased_at is None

    @property
    def is_blocked(self) -> bool:
        return self.blocked_at is not None
