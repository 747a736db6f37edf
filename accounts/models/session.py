"""Sessions that know whose they are."""

from typing import ClassVar, Self

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

#: What Django calls its own columns; its translations are loaded only along with django.contrib.sessions.
DJANGOS_WORDS = (gettext_noop("session"), gettext_noop("sessions"), gettext_noop("expire date"))


class Session(AbstractBaseSession):
    """A session with its person: a request loads both in one query, and a person's sessions can be ended."""

    user = models.ForeignKey(
        "accounts.User", models.CASCADE, verbose_name=_("person"), null=True, related_name="sessions"
    )
    created_at = models.DateTimeField(_("created"))

    objects: ClassVar[BaseSessionManager[Self]] = BaseSessionManager()

    class Meta(AbstractBaseSession.Meta):
        abstract = False
