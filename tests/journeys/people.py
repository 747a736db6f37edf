"""People of a story, each in a browser of their own, and the mail they get."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from email.message import EmailMessage

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import Browser, Page

from accounts.actions import policies
from accounts.enums import Surface
from accounts.models import User
from accounts.outbox import delivery
from tests.browser.conftest import watched
from tests.mailbox import Mailbox

PASSWORD = "a long sentence is fine"


def member(name: str, *, role: str = "") -> User:
    """Make somebody with a confirmed address who has accepted the policies; with a role, one of the staff."""
    email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    person = User(name=name, email=email, is_staff=bool(role))
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    if role:
        person.groups.add(Group.objects.get(name=role))
    now = timezone.now()
    for version in policies.unacknowledged(person, now):
        policies.acknowledge(person=person, version=version, language="en", surface=Surface.SIGNUP, now=now)
    return person


def carry(mailbox: Mailbox) -> None:
    """Carry everything that waits in the outbox to where it goes."""
    while item := delivery.claim(now=timezone.now()):
        delivery.deliver(item, now=timezone.now())


def newest(mailbox: Mailbox, person: User) -> EmailMessage:
    """Return the newest letter to somebody, after carrying what waits."""
    carry(mailbox)
    return [letter for letter in mailbox.letters if letter["To"] == person.email][-1]


def link(letter: EmailMessage, part: str) -> str:
    """Return the first address in a letter that contains `part`."""
    return next(address for address in re.findall(r"https?://\S+", letter.get_content()) if part in address)


@contextmanager
def browsers(chromium: Browser, site: str) -> Iterator[Callable[[], Page]]:
    """Open browsers that share nothing, each watched for breaches of the content policy."""
    with ExitStack() as stack:

        def open_one() -> Page:
            context = chromium.new_context(base_url=site, locale="en")
            stack.callback(context.close)
            return stack.enter_context(watched(context, site))

        yield open_one


def sign_in(page: Page, person: User) -> None:
    """Come in by the front door, on a device that remembers nothing."""
    page.context.clear_cookies()
    page.goto("/en/account/login/")
    page.get_by_label("Email").fill(person.email or "")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()


def sign_in_to_the_desk(page: Page, person: User) -> None:
    """Come in by the admin's own door and open the queue."""
    page.goto("/admin/moderation/case/")
    page.get_by_label("Email").fill(person.email or "")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Open the riskiest case").wait_for()
    page.wait_for_load_state()  # until then no key does anything
