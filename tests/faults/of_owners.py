"""What people do to their own accounts."""

import time

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.db.models import Value
from django.db.models.fields import TextField
from django.db.models.functions import Cast, Concat
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Closure, OutboxItem, User
from moderation.actions import reports
from moderation.actions.reports import Complaint
from moderation.models import Ground
from tests.faults.acts import PASSWORD, Act, letters, shown_again, with_password, written

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LEAVING = {"texts": "erase", "is_meant": "on"}


def code() -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def deletion(article) -> Act:
    person = written(article).author
    done = Closure.objects.filter(person=person)
    return Act("a deletion", person, reverse("accounts:close"), LEAVING, done, letters("closing:", person))


def erasure(article) -> Act:
    """Erase somebody of whom a text is reported: text and sealed copy change places in one moment (`truth`)."""
    comment = written(article)
    person, complaint = comment.author, Complaint(Ground.objects.get(pk=5))
    reports.lodge(comment=comment, complaint=complaint, reporter=None, now=timezone.now())
    User.objects.filter(pk=person.pk).update(last_login=timezone.now())
    done = User.objects.filter(pk=person.pk, erased_at__isnull=False)
    closures = Closure.objects.filter(person=person).annotate(number=Cast("pk", TextField()))
    keys = closures.values_list(Concat(Value("closing:"), "number", Value(":erased"), output_field=TextField()))
    told = OutboxItem.objects.filter(key__in=keys)
    return Act("an erasure", person, reverse("accounts:erase_now"), LEAVING, done, told, shown_again(person))


def factor(_article) -> Act:
    person = with_password()
    return Act(
        "a second factor",
        person,
        reverse("mfa_activate_totp"),
        {"code": code()},
        Authenticator.objects.filter(user=person, type="totp"),
        letters("account:totp_activated:", person),
        shown_again(person) | {"mfa.totp.secret": SECRET},
    )


def factor_off(_article) -> Act:
    person = with_password()
    TOTP.activate(person, SECRET)
    return Act(
        "a second factor taken off",
        person,
        reverse("mfa_deactivate_totp"),
        {},
        User.objects.filter(pk=person.pk).exclude(authenticator__type="totp"),
        letters("account:totp_deactivated:", person),
        shown_again(person),
    )


def password(_article) -> Act:
    person, fresh = with_password(), "another long sentence of words"
    return Act(
        "a new password",
        person,
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh},
        User.objects.filter(pk=person.pk).exclude(password=person.password),
        letters("account:password_changed:", person),
        shown_again(person),
    )


def address(_article) -> Act:
    person = with_password()
    fresh = f"new{person.email}"
    return Act(
        "another address",
        person,
        reverse("account_email"),
        {"action_add": "", "email": fresh},
        EmailAddress.objects.filter(user=person, email=fresh),
        letters("account:email_confirm", person),
        shown_again(person),
    )


def at_the_code(person: User) -> Client:
    """Open a browser in which the password was right, and the code is asked for."""
    client = Client(raise_request_exception=False)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    return client


ACTS = (deletion, erasure, factor, factor_off, password, address)
