"""Data whose use is restricted is kept and not used, until the person was told otherwise (V56, P18; GDPR Art. 18)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions import closing, exports, policies, restrictions, rights
from accounts.actions.restrictions import Use
from accounts.enums import RestrictedUse, RestrictionEnd, RestrictionGround, Right, TextsAtErasure
from accounts.models import Closure, DossierAccess, OutboxItem, Restriction, RightsRequest, User
from accounts.outbox import delivery
from accounts.privacy import export, ledger, retention
from tests.accounts import making
from tests.accounts.making import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def restrict(person: User, **fields) -> Restriction:
    restriction = Restriction(person=person, ground=RestrictionGround.CLAIMS, reason="You need it in court.")
    restrictions.begin(restriction=restriction, **{"by": making.person(), "now": NOW} | fields)
    return restriction


def announced(restriction: Restriction, now=NOW + DAY) -> Restriction:
    restrictions.announce_end(restriction=restriction, reason="The court has decided.", by=making.person(), now=now)
    return restriction


def deliver_all(now=NOW) -> None:
    while item := delivery.claim(now=now):
        delivery.deliver(item, now=now)


def letters() -> list[str]:
    return [str(one.payload.get("subject", "")) for one in OutboxItem.objects.order_by("pk")]


def test_the_person_is_told_since_when_and_why():
    restriction = restrict(making.member())
    (letter,) = [one.payload for one in OutboxItem.objects.all()]
    assert "only kept" in letter["subject"]
    assert "You need it in court." in letter["text"]
    assert restriction.get_ground_display() in letter["text"]


def test_one_runs_at_a_time():
    person = making.member()
    restrict(person)
    with pytest.raises(restrictions.AlreadyRestricted):
        restrict(person)


@pytest.mark.parametrize(
    "fields", [{"is_staff": True}, {"erased_at": NOW, "email": None, "name": "", "is_active": False}]
)
def test_neither_staff_nor_the_erased_are_restricted(fields):
    with pytest.raises(restrictions.NotAMember):
        restrict(making.person(**fields))


@pytest.mark.parametrize("is_running", [True, False])
def test_the_account_and_the_register_never_disagree(is_running):
    person = making.member()
    if is_running:
        restrict(person)
    with pytest.raises(IntegrityError, match="restriction"), transaction.atomic():
        User.objects.filter(pk=person.pk).update(restricted_at=None if is_running else NOW)


def test_the_database_lifts_nobody_untold():
    restriction = restrict(making.member())
    with pytest.raises(IntegrityError), transaction.atomic():
        Restriction.objects.filter(pk=restriction.pk).update(ended_at=NOW + DAY, end=RestrictionEnd.LIFTED)


def test_it_ends_three_days_after_the_letter_and_not_before_the_letter_was_delivered():
    person = making.member()
    restriction = announced(restrict(person))
    assert "use your data again" in letters()[-1]
    assert restrictions.go_on(now=NOW + 9 * DAY) == "0 lifted"  # the mail server was down
    deliver_all(NOW + DAY)
    assert restrictions.go_on(now=NOW + 4 * DAY - timedelta(seconds=1)) == "0 lifted"
    assert restrictions.go_on(now=NOW + 4 * DAY) == "1 lifted"
    restriction.refresh_from_db()
    person.refresh_from_db()
    assert (restriction.end, restriction.ended_at, person.restricted_at) == ("lifted", NOW + 4 * DAY, None)


def test_an_announced_end_can_be_taken_back_and_announced_anew():
    restriction = announced(restrict(making.member()))
    restrictions.keep(restriction=restriction, now=NOW)
    assert not OutboxItem.objects.waiting().filter(key=restriction.letter).exists()
    deliver_all(NOW + DAY)
    assert restrictions.go_on(now=NOW + 9 * DAY) == "0 lifted"
    announced(restriction, now=NOW + 10 * DAY)
    assert letters()[-1].startswith("From 15 March 2026")
    with pytest.raises(restrictions.NotRunning):
        announced(restriction, now=NOW + 10 * DAY)


def test_letters_wait_but_those_that_are_asked_for_and_the_waiting_ones_go_out_after_it(mailoutbox):
    person = making.member(language="en")
    restriction = restrict(person)
    making.policy(number=1)
    making.policy(number=2, effective_at=NOW + 30 * DAY)
    policies.tell_some(OutboxItem.objects.get(channel="policy-letters"))
    rights.ask(person=person, kind=Right.ACCESS, text="What is kept?", language="en", now=NOW)
    deliver_all()
    waiting = OutboxItem.objects.waiting().get(person=person)
    assert waiting.key.startswith("policy:")
    assert waiting.attempts == 0
    assert [letter.to for letter in mailoutbox].count(
        [person.email]
    ) == 2  # that the data is only kept, and that the question has arrived

    announced(restriction)
    deliver_all(NOW + DAY)
    restrictions.go_on(now=NOW + 4 * DAY)
    deliver_all(NOW + 4 * DAY)
    assert not OutboxItem.objects.waiting().filter(person=person).exists()


def test_nothing_is_deleted_by_the_retention_job_while_it_runs():
    kept, other = (making.member(last_login=NOW - 900 * DAY) for _ in range(2))
    for person in (kept, other):
        asked = rights.ask(person=person, kind=Right.OTHER, text="And?", language="en", now=NOW)
        RightsRequest.objects.filter(pk=asked.pk).update(answered_at=NOW, answered_by=other, outcome="granted")
    restrict(kept)
    years = NOW + 4 * 365 * DAY
    retention.run(now=years)
    assert list(RightsRequest.objects.values_list("person", flat=True)) == [kept.pk]
    told = OutboxItem.objects.filter(key__startswith="unused-account:")
    assert other.pk in told.values_list("person", flat=True)
    assert kept.pk not in told.values_list("person", flat=True)


def test_the_end_of_a_seal_erases_nothing_of_it():
    person = making.member()
    User.objects.filter(pk=person.pk).update(closing_at=NOW)  # as after a deletion by the moderators
    restrict(person)
    assert closing.erase_due(now=NOW + 300 * DAY) == "0 erased"


def test_what_a_person_asked_for_before_they_wanted_the_data_kept_waits():
    person = making.member()
    closing.request(person=person, texts=TextsAtErasure.ERASE, now=NOW)
    restrict(person, now=NOW + DAY)
    assert closing.remind_due(now=NOW + closing.WINDOW - DAY) == "0 reminded"
    assert closing.erase_due(now=NOW + closing.WINDOW) == "0 erased"


def test_the_persons_own_erasure_ends_it():
    person = making.member()
    restriction = restrict(person)
    closing.request(person=person, texts=TextsAtErasure.ERASE, now=NOW)
    assert closing.erase_due(now=NOW + closing.WINDOW) == "1 erased"
    restriction.refresh_from_db()
    person.refresh_from_db()
    assert (restriction.end, restriction.reason) == ("erased", "")
    assert person.restricted_at is None
    assert Closure.objects.get().erased_at
    ledger.path().unlink(missing_ok=True)


def test_the_copy_tells_of_it_and_is_made_while_it_runs():
    person = making.member()
    restrict(person)
    exports.request(person=person, now=NOW)
    deliver_all()
    assert person.exports.get().ready_at
    (row,) = export.as_data(person, now=NOW)["parts"]["accounts.Restriction:person"]["rows"]
    assert row["reason"] == "You need it in court."
    assert "begun_by" not in row


def test_it_is_used_for_a_stated_reason_alone_and_by_rights_staff_alone():
    person = making.member()
    restrict(person)
    chief, moderator = making.person(is_staff=True, is_superuser=True), making.person(is_staff=True)
    use = Use(RestrictedUse.PROTECTION, "Somebody is threatened.")
    for staff, said in ((chief, None), (moderator, use)):
        with pytest.raises(restrictions.Restricted):
            restrictions.check(person=person, use=said, staff=staff, what="comment 1", now=NOW)
    assert not DossierAccess.objects.exists()
    restrictions.check(person=person, use=use, staff=chief, what="comment 1", now=NOW)
    assert DossierAccess.objects.get().purpose == "to protect the rights of somebody else: Somebody is threatened."


def test_a_member_reads_sends_nothing_and_has_their_rights(client):
    person = making.member()
    restrict(person, now=timezone.now())
    client.force_login(person)
    assert client.get("/en/account/").status_code == 200
    led = client.post("/en/account/", {"name": "Another", "language": "en"})
    assert led["Location"].startswith("/en/account/privacy/")
    page = client.get("/en/account/privacy/").content.decode()
    assert "You need it in court." in page
    assert "You can read, but not write comments" in page
    asked = client.post("/en/account/privacy/ask/", {"kind": "other", "text": "Until when?"})
    assert (asked.status_code, RightsRequest.objects.count()) == (302, 1)
    assert client.post("/en/account/privacy/copies/").status_code == 302
