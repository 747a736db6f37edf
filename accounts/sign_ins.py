"""Who of the staff signed in, and that a sign-in was refused, for whoever runs the machine (OWASP ASVS 5.0.0, 16.3.1).

Readers' sign-ins are nobody's business, and an address that was typed is told to no log.
"""

import logging
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_login_failed

from accounts.models import User

logger = logging.getLogger(__name__)


def listen() -> None:
    """Tell the log from now on."""
    user_logged_in.connect(_signed_in)
    user_login_failed.connect(_refused)


def _signed_in(user: User, **_: Any) -> None:  # whatever a signal brings
    if user.is_staff:
        logger.info("Signed in, of the staff: %s", user.public_id)


def _refused(**_: Any) -> None:  # as above
    logger.warning("A sign-in was refused: no such account, or a wrong password")
