"""What browsers keep for signing in, and who else gets data of accounts and letters."""

from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts import idle, reader_cookie
from accounts.privacy.declarations import Recipient, Stored

COOKIE, LOCAL, TAB = _("cookie"), _("local storage"), _("session storage")
UNTIL_CHANGED = _("changed or cleared")

STORED = [
    Stored(
        (settings.SESSION_COOKIE_NAME, reader_cookie.NAME),
        COOKIE,
        _("who is signed in, and the name that pages greet by; that a consent was refused for somebody’s age"),
        _("sign-out, or thirty days"),
    ),
    Stored(
        (idle.NAME,),
        COOKIE,
        _("of the staff: when the admin was last used"),
        _("the browser is closed"),
        is_of_staff=True,
    ),
    Stored((settings.CSRF_COOKIE_NAME,), COOKIE, _("that a form was sent from this site"), _("a year")),
    Stored(("messages",), COOKIE, _("what became of the last act"), _("the next page")),
    Stored(("theme",), LOCAL, _("of the staff: light or dark"), UNTIL_CHANGED, is_of_staff=True),
    Stored(
        ("django.admin.navSidebarIsOpen",),
        LOCAL,
        _("of the staff: whether the list beside the pages is open"),
        UNTIL_CHANGED,
        is_of_staff=True,
    ),
    Stored(
        ("django.admin.navSidebarFilterValue", "django.admin.filtersState"),
        TAB,
        _("of the staff: what was searched for in that list, which filters are open"),
        _("the tab is closed"),
        is_of_staff=True,
    ),
]


def recipients() -> Iterator[Recipient]:
    """Name those whom the operator names, the mail server, and other sites through which people sign in."""
    for name, _sign, what in (one.partition(":") for one in settings.PROCESSORS):
        yield Recipient(name.strip(), what.strip(), _("always"))
    if is_elsewhere(settings.EMAIL_HOST):
        yield Recipient(
            settings.EMAIL_HOST, _("letters, with the addresses they go to"), _("a letter is sent to somebody")
        )
    for provider in settings.SOCIAL_PROVIDERS:
        yield Recipient(
            provider["name"],
            _("that somebody signs in here; it tells us who they are"),
            _("somebody chooses to sign in through it"),
        )


def is_elsewhere(host: str | None) -> bool:
    """Say whether a host is somebody else's: a public name, not one of this machine or its network."""
    name = (host or "").strip("[]").lower()
    try:
        return ip_address(name).is_global
    except ValueError:
        return "." in name and not name.endswith((".local", ".internal", ".lan", ".home.arpa"))


def host_of(address: str) -> str:
    """Return the host of an address."""
    return urlsplit(address).hostname or ""
