"""The nightly job on a frozen clock: exactly the expired rows go (V41)."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.management import call_command

from accounts.enums import AcknowledgementKind, Document, Surface
from accounts.models import (
    Acknowledgement,
    ApiToken,
    BlockTrace,
    Breach,
    Closure,
    ConsentEvent,
    DossierAccess,
    ErasedPerson,
    Export,
    OutboxItem,
    PolicyVersion,
    Purpose,
    Restriction,
    RetentionPeriod,
    RetentionRun,
    RightsRequest,
    Session,
    SettingChange,
    User,
)
from accounts.personal_data.retention import UNUSED
from accounts.privacy import archive, ledger, retention
from accounts.privacy.declarations import registry
from tests.accounts import making
from tests.accounts.making import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def erased(**fields):
    return making.person(email=None, name="", is_active=False, **fields)


def _unused(at):
    """Somebody who signed in at that moment for the last time, and was told twice since."""
    person = making.person(last_login=at)
    for days in (61, 31):
        sent = NOW - days * DAY
        OutboxItem.objects.create(
            channel="mail", key=f"{UNUSED}{person.pk}:{days}", person=person, created_at=sent, not_before=sent,
            delivered_at=sent,
        )  # fmt: skip


def _session(at):
    Session.objects.create(
        session_key=str(at), expire_date=at + 30 * DAY, created_at=at, user=making.person(), session_data=""
    )


def _token(at):
    making.person().api_tokens.create(
        name="n", key=f"{at:%d%H%M%S}", digest="d", proof="p", scopes=["read"], made_at=at - DAY, ends_at=at
    )


def _registration(at):
    person = making.person(joined_at=at)
    EmailAddress.objects.create(user=person, email=person.email, verified=False)


def _acknowledgement(at):
    version, _ = PolicyVersion.objects.get_or_create(document=Document.RULES, number=1)
    Acknowledgement.objects.create(
        person=erased(erased_at=at), version=version, kind=AcknowledgementKind.ACCEPTED, language="en",
        text_sha256="0", surface=Surface.SIGNUP, made_at=at,
    )  # fmt: skip


def _refusal(at):
    version, _ = PolicyVersion.objects.get_or_create(document=Document.PRIVACY, number=1)
    purpose, _ = Purpose.objects.get_or_create(code="push")
    ConsentEvent.objects.create(
        person=making.person(), purpose=purpose, is_given=False, privacy_version=version, wording=making.wording(),
        language="en", surface=Surface.SETTINGS, made_at=at,
    )  # fmt: skip


def _setting(at):
    SettingChange.objects.create(what="retention", subject="outbox", after={"keep_days": 1}, made_at=at)


def _unnamed(at):
    version, _ = PolicyVersion.objects.get_or_create(document=Document.PRIVACY, number=1)
    purpose, _ = Purpose.objects.get_or_create(code="push")
    ConsentEvent.objects.create(
        purpose=purpose, is_given=True, privacy_version=version, wording=making.wording(), language="en",
        surface=Surface.SETTINGS, made_at=at,
    )  # fmt: skip


def _export(at):
    file = f"{at.timestamp()}.zip"
    (archive.folder() / file).write_text("x")
    Export.objects.create(person=making.person(), requested_at=at, ready_at=at, file=file)


def _trace(at):
    BlockTrace.objects.create(
        kind="mailbox", digest="0", key_version=1, ordinal=1, decision_reference="S", set_at=at - DAY, expires_at=at
    )


def _closure(at):
    Closure.objects.create(person=making.person(), requested_at=at, erase_at=at, cancelled_at=at)


def _question(at):
    RightsRequest.objects.create(
        kind="access", channel="mail", text="?", received_at=at - timedelta(days=9), due_at=at, answered_at=at,
        answered_by=making.person(), outcome="granted",
    )  # fmt: skip


def _access(at):
    DossierAccess.objects.create(staff=making.person(), person=making.person(), what="w", purpose="p", opened_at=at)


def _log_entry(at):
    entry = LogEntry.objects.create(user=making.person(), object_repr="x", action_flag=CHANGE)
    LogEntry.objects.filter(pk=entry.pk).update(action_time=at)


def _letter(at):
    OutboxItem.objects.create(channel="mail", key=str(at), created_at=at, not_before=at, delivered_at=at)


def _erasure(at):
    ErasedPerson.objects.create(digest=str(at.timestamp()), key_version=1, erased_at=at)


#: What makes a row whose clock starts at a moment, and how to count such rows.
def _restriction(at):
    staff = making.person()
    Restriction.objects.create(
        person=making.person(), ground="claims", begun_at=at - 9 * DAY, begun_by=staff, told_at=at - DAY, told_by=staff,
        ended_at=at, end="lifted",
    )  # fmt: skip


def _breach(at):
    Breach.objects.create(known_at=at, due_at=at + 3 * DAY, entered_at=at)


CASES = {
    "unconfirmed-registration": (
        _registration,
        lambda: User.objects.filter(erased_at=None, emailaddress__isnull=False),
    ),
    "unused-accounts": (_unused, lambda: User.objects.filter(last_login__isnull=False, erased_at=None)),
    "sessions": (_session, Session.objects.all),
    "api-tokens": (_token, ApiToken.objects.all),
    "acknowledgements": (_acknowledgement, Acknowledgement.objects.all),
    "setting-changes": (_setting, SettingChange.objects.all),
    "consent-events": (_refusal, ConsentEvent.objects.all),
    "unnamed-consents": (_unnamed, ConsentEvent.objects.all),
    "rights-requests": (_closure, Closure.objects.all),
    "rights-questions": (_question, RightsRequest.objects.all),
    "restrictions": (_restriction, Restriction.objects.all),
    "breach-register": (_breach, Breach.objects.all),
    "exports": (_export, Export.objects.all),
    "block-traces": (_trace, BlockTrace.objects.all),
    "staff-access": (_access, DossierAccess.objects.all),
    "admin-log": (_log_entry, LogEntry.objects.all),
    "outbox": (_letter, OutboxItem.objects.all),
    "erasure-ledger": (_erasure, ErasedPerson.objects.all),
}


@pytest.mark.parametrize("code", CASES)
def test_exactly_the_expired_rows_go(code):
    make, rows = CASES[code]
    (rule,) = [rule for rule in registry().retention if rule.code == code]
    for at in (NOW - rule.keep - SECOND, NOW - rule.keep + SECOND):
        make(at)
    retention.run(now=NOW)
    assert rows().count() == 1
    assert RetentionPeriod.objects.get(code=code).removed == 1
    retention.run(now=NOW)
    assert rows().count() == 1
    assert RetentionPeriod.objects.get(code=code).removed == 0


def test_every_rule_of_accounts_with_rows_has_its_case():
    ours = {
        rule.code for rule in registry().retention if rule.model.split(".")[0] not in ("moderation", "articles", "")
    }
    assert ours == set(CASES)


def test_the_publishers_own_period_holds():
    _session(NOW - 10 * DAY)
    retention.run(now=NOW)
    assert Session.objects.count() == 1
    RetentionPeriod.objects.filter(code="sessions").update(keep_days=9)
    retention.run(now=NOW)
    assert Session.objects.count() == 0


def test_a_consent_in_force_is_kept_however_old():
    version = PolicyVersion.objects.create(document=Document.PRIVACY, number=1)
    purpose = Purpose.objects.create(code="push")
    person = making.person()
    facts = {
        "person": person,
        "purpose": purpose,
        "privacy_version": version,
        "wording": making.wording(),
        "language": "en",
    }
    old, older = NOW - 2000 * DAY, NOW - 3000 * DAY
    ConsentEvent.objects.create(**facts, is_given=True, surface=Surface.SETTINGS, made_at=older)
    in_force = ConsentEvent.objects.create(**facts, is_given=True, surface=Surface.SETTINGS, made_at=old)
    retention.run(now=NOW)
    assert list(ConsentEvent.objects.all()) == [in_force]


def test_people_who_confirmed_or_signed_in_are_not_registrations():
    confirmed, active = making.person(joined_at=NOW - 90 * DAY), making.person(joined_at=NOW - 90 * DAY, last_login=NOW)
    EmailAddress.objects.create(user=confirmed, email=confirmed.email, verified=True)
    EmailAddress.objects.create(user=active, email=active.email, verified=False)
    retention.run(now=NOW)
    assert not User.objects.filter(erased_at__isnull=False).exists()


def test_an_expired_export_takes_its_file_along():
    _export(NOW - 8 * DAY)
    assert list(archive.folder().iterdir())
    retention.run(now=NOW)
    assert not list(archive.folder().iterdir())


def test_one_failing_rule_does_not_keep_the_others(monkeypatch):
    _session(NOW - 31 * DAY)
    _export(NOW - 8 * DAY)

    def fail(*_args, **_more):
        raise OSError("disk")

    monkeypatch.setattr("accounts.privacy.archive.discard_all", fail)
    retention.run(now=NOW)
    run = RetentionRun.objects.get()
    assert (run.removed["exports"], run.removed["sessions"]) == (-1, 1)
    assert Export.objects.count() == 1


def test_the_command_says_how_much(capsys):
    call_command("apply_retention")
    assert capsys.readouterr().out == "nothing was due\n"


@pytest.fixture(autouse=True)
def _files():
    yield
    ledger.path().unlink(missing_ok=True)
    for file in (*archive.folder().iterdir(), *archive.KEYS.folder().iterdir()):
        file.unlink()
