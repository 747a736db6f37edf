"""What nobody should take for a password here, beside what Django refuses."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User

#: Shorter words stand in others by chance.
SHORTEST = 4
_WORD = re.compile(r"\w+")


class PublisherNameValidator:
    """Refuse a password that holds a word of the publisher's names, which who guesses tries first.

    Source: OWASP ASVS 5.0.0, 6.1.2 and 6.2.11.
    """

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 # Django's signature
        """Raise ValidationError, which names the word, for a password that holds one in whatever case."""
        for word in self._words():
            if word in password.casefold():
                raise ValidationError(
                    _("This password holds “%(word)s”, a name of this site, which is guessed first. Leave it out."),
                    code="password_names_publisher",
                    params={"word": word},
                )

    def get_help_text(self) -> str:
        """Say beforehand which words those are."""
        return _("Your password can’t hold a name of this site: %(words)s.") % {"words": ", ".join(self._words())}

    def _words(self) -> list[str]:
        found = (word for name in settings.PUBLISHER_NAMES for word in _WORD.findall(name.casefold()))
        return list(dict.fromkeys(word for word in found if len(word) >= SHORTEST))
