"""Letters about an account that several acts send."""

from datetime import datetime

from accounts.addresses import absolute_url
from accounts.models import User
from accounts.outbox import mail


def account_changed(
    person: User, change: str, *, key: str, now: datetime, to: str | None = None, **said: object
) -> None:
    """Tell the owner that a way into the account was changed, and how to close it.

    `change` names what the template words, `key` the act in the outbox, `said` is what the words need besides. It goes
    to the address `to`, or to the account's own.
    """
    url = absolute_url("account_reset_password", language=person.language)
    mail.post(
        template="accounts/mail/account_changed",
        person=person,
        to=to,
        context={"change": change, "url": url, **said},
        key=f"account:{change}:{key}",
        now=now,
        is_owed=True,
    )
