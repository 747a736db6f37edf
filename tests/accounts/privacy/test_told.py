"""What the site declares is kept with each privacy policy, and compared for whoever acknowledged one (V70, V73)."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.actions import consents, policies, shipped
from accounts.doctor.policy import of_declarations
from accounts.enums import ChangeClass, Document, Surface
from accounts.models import (
    OutboxItem,
    PolicySnapshot,
    PolicyVersion,
    Purpose,
    RetentionPeriod,
)
from accounts.privacy import periods, snapshot, told
from tests.accounts import making
from tests.accounts.making import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SHORTER = "Shorter: copies of one&#x27;s data, counted from the day they are ready: 3 days instead of 7 days."


def keep(code, days):
    RetentionPeriod.objects.filter(code=code).update(keep_days=days)


def without_declarations(number=1):
    """Publish a version as it was done before declarations were kept."""
    version = policies.draft(
        document=Document.PRIVACY,
        number=number,
        change_class=ChangeClass.EDITORIAL,
        wordings={"en": policies.Wording("Privacy", "", "<p>Old.</p>")},
    )
    PolicyVersion.objects.filter(pk=version.pk).update(published_at=NOW, effective_at=NOW)
    return version


def seen(version):
    person = making.person()
    policies.acknowledge(person=person, version=version, language="en", surface=Surface.GATE, now=NOW)
    return person


@pytest.fixture
def first():
    periods.load_defaults()
    return making.policy()


def test_what_is_declared_is_kept_with_a_privacy_policy_and_fingerprinted(first):
    making.policy(Document.RULES)
    kept = PolicySnapshot.objects.get()
    assert kept.version == first
    assert kept.sha256 == hashlib.sha256(kept.content.encode()).hexdigest()
    assert json.loads(kept.content) == snapshot.take()
    assert kept.content == snapshot.canonical(snapshot.take())


def test_nobody_changes_or_adds_it_afterwards(first):
    facts = {"content": "{}", "sha256": "0" * 64}
    for change in (
        lambda: QuerySet(PolicySnapshot).update(content="{}"),
        lambda: QuerySet(PolicySnapshot).delete(),
        lambda: PolicySnapshot.objects.create(version=without_declarations(2), **facts),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert PolicySnapshot.objects.get().version == first


def test_a_member_is_told_at_the_gate_and_afterwards_what_changed_since_they_last_looked(client, first):
    person = making.member()
    keep("exports", 3)
    keep("admin-log", 99)
    second = making.policy(number=2, now=NOW + DAY)
    client.force_login(person)
    gate = client.get(reverse("accounts:gate")).text
    assert SHORTER in gate
    assert "99 days" not in gate
    policies.acknowledge(person=person, version=second, language="en", surface=Surface.GATE, now=NOW)
    assert SHORTER in client.get(reverse("accounts:privacy")).text
    client.force_login(making.member())
    assert "What changed for you" not in client.get(reverse("accounts:privacy")).text


def test_staff_are_told_of_their_own_work_too(first):
    person = seen(first)
    keep("admin-log", 99)
    second = making.policy(number=2, now=NOW + DAY)
    assert told.of(second, person).groups == []
    person.is_staff = True
    (group,) = told.of(second, person).groups
    assert group.lines == ("Shorter: log of changes made in the admin: 99 days instead of 365 days.",)


def test_what_one_agreed_to_is_named_as_ones_own_and_told_word_by_word(client, first):
    shipped.load(now=NOW)
    second = making.policy(number=2, now=NOW + DAY)
    person, purpose = seen(second), Purpose.objects.get(code="newsletter")
    consents.choose(
        person=person,
        purpose=purpose,
        is_given=True,
        language="en",
        surface=Surface.SETTINGS,
        now=NOW + DAY,
        age_met=16,
    )
    purpose.texts.filter(language="en").update(description="News, and offers.")
    third = making.policy(number=3, now=NOW + 2 * DAY)
    (group,) = told.of(third, person).groups
    (line,) = group.lines
    assert (line.name, line.after) == ("News by mail (you have agreed to this)", "News, and offers.")
    assert told.of(third, seen(second)).groups[0].lines[0].name == "News by mail"
    client.force_login(person)
    page = client.get(reverse("accounts:gate")).text
    assert "News by mail (you have agreed to this):" in page
    assert "offers.</ins>" in page


def test_what_came_before_declarations_were_kept_is_said_to_be_unknown(client):
    periods.load_defaults()
    person = seen(without_declarations())
    second = making.policy(number=2, now=NOW + DAY)
    keep("exports", 3)
    third = making.policy(number=3, now=NOW + 2 * DAY)
    known = told.of(third, person)
    assert (known.since, known.first, len(known.groups)) == (1, 2, 1)
    unknown = told.of(second, person)
    assert (unknown.since, unknown.first, unknown.groups) == (1, 2, [])
    client.force_login(person)
    assert "What changed before version 2 cannot be told" in client.get(reverse("accounts:gate")).text


def test_a_version_without_declarations_tells_nothing():
    old, newer = without_declarations(), without_declarations(2)
    assert told.of(newer, seen(old)) == told.Told(1, None, [])
    assert told.of(old, making.person()) is None


def test_the_letter_that_announces_a_version_tells_it_in_the_members_language(first):
    person = making.member(language="de")
    keep("exports", 3)
    second = making.policy(number=2, now=timezone.now())
    policies.tell_some(OutboxItem.objects.get(channel=policies.LETTERS))
    letter = OutboxItem.objects.get(key=f"policy:{second.pk}:{person.pk}").payload["text"]
    assert "3 Tage" in letter
    assert "&" not in letter


def test_the_doctor_says_when_the_site_does_something_else_than_its_newest_policy_was_published_with(first, settings):
    def found():
        (finding,) = of_declarations(NOW)
        return finding.health.value, finding.said

    assert found()[0] == "well"
    keep("exports", 3)
    settings.PROCESSORS = ["Puzzlers: puzzles"]
    health, said = found()
    assert health == "doubtful"
    assert "7 days" in said
    assert "New: Puzzlers: puzzles (always)." in said
    making.policy(number=2, now=NOW + DAY)
    assert found()[0] == "well"
    without_declarations(3)
    assert found() == ("doubtful", "What the site declared when version 3 was published was not kept.")


def test_without_a_policy_there_is_nothing_to_compare():
    assert list(of_declarations(NOW)) == []
