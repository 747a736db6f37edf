from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from accounts.actions import policies
from accounts.enums import ChangeClass, Document, Surface
from accounts.models import Acknowledgement, AppendOnlyViolation, PolicyText, PolicyVersion
from tests.accounts import making
from tests.accounts.making import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_published_version_cannot_be_changed_by_anybody():
    version = making.policy()
    for change in (
        lambda: PolicyVersion.objects.filter(pk=version.pk).update(number=9),
        lambda: PolicyText.objects.filter(version=version).update(body="other"),
        lambda: PolicyText.objects.filter(version=version, language="fr").delete(),
        lambda: PolicyText.objects.create(version=version, language="es", title="t", body="b", sha256="0"),
        version.delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    with pytest.raises(policies.AlreadyPublished):
        policies.publish(version=version, by=None, now=NOW)


def test_a_draft_can_be_changed_and_binds_nobody():
    version = policies.draft(document=Document.RULES, number=1, change_class=ChangeClass.MATERIAL, wordings={})
    PolicyVersion.objects.filter(pk=version.pk).update(number=2)
    PolicyText.objects.create(version=version, language="fr", title="t", body="b", sha256="0").delete()
    with pytest.raises(policies.NothingInForce):
        policies.in_force(Document.RULES, NOW)
    with pytest.raises(policies.NoText):
        policies.publish(version=version, by=None, now=NOW)


def test_an_acknowledgement_keeps_version_language_and_the_hash_of_the_words():
    version, person = making.policy(), making.person()
    policies.acknowledge(person=person, version=version, language="fr", surface=Surface.GATE, now=NOW)
    record = Acknowledgement.objects.get()
    text = version.texts.get(language="fr")
    assert (record.kind, record.language, record.text_sha256) == ("acknowledged", "fr", text.sha256)
    assert text.sha256 == policies.fingerprint(text.title, text.body)
    with pytest.raises(AppendOnlyViolation):
        record.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        QuerySet(Acknowledgement).filter(pk=record.pk).update(language="de")


@pytest.mark.parametrize(
    ("change_class", "effective_in", "is_owed"),
    [
        pytest.param(ChangeClass.MATERIAL, 0, True, id="a material change gates"),
        pytest.param(ChangeClass.NEW_PURPOSE, 0, True, id="a new purpose gates"),
        pytest.param(ChangeClass.EDITORIAL, 0, False, id="an editorial change never gates"),
        pytest.param(ChangeClass.MATERIAL, 30, False, id="nothing gates before it is in force"),
    ],
)
def test_what_a_member_is_asked_to_read(change_class, effective_in, is_owed):
    making.policy()
    person = making.member()
    version = making.policy(
        number=2, change_class=change_class, now=NOW + DAY, effective_at=NOW + (1 + effective_in) * DAY
    )
    assert policies.unacknowledged(person, NOW + 2 * DAY) == ([version] if is_owed else [])


def test_an_editorial_version_after_an_unread_material_one_does_not_hide_it():
    making.policy()
    person = making.member()
    making.policy(number=2, now=NOW + DAY)
    newest = making.policy(number=3, change_class=ChangeClass.EDITORIAL, now=NOW + 2 * DAY)
    assert policies.unacknowledged(person, NOW + 3 * DAY) == [newest]


@pytest.mark.parametrize(
    ("facts", "days", "is_refused"),
    [
        pytest.param({}, 29, True, id="a change that matters"),
        pytest.param({}, 30, False, id="announced in time"),
        pytest.param({"change_class": ChangeClass.EDITORIAL}, 0, False, id="wording only"),
        pytest.param({"urgency": "law", "urgency_reason": "Reg. 2026/1"}, 0, False, id="what a law demands"),
        pytest.param({"document": Document.RULES}, 0, False, id="the first of its document"),
    ],
)
def test_the_database_knows_when_a_version_may_hold(facts, days, is_refused):
    making.policy()
    drafted = PolicyVersion.objects.create(**{"document": Document.PRIVACY, "number": 2} | facts)
    dated = {"published_at": NOW, "effective_at": NOW + days * DAY}
    for store in (
        lambda: PolicyVersion.objects.filter(pk=drafted.pk).update(**dated),
        lambda: PolicyVersion.objects.create(**{"document": Document.PRIVACY} | facts | dated | {"number": 3}),
    ):
        refusal = pytest.raises(IntegrityError, match="thirty days") if is_refused else nullcontext()
        with refusal, transaction.atomic():
            store()
            transaction.set_rollback(True)


@pytest.mark.parametrize(
    "facts", [{"urgency": "law"}, {"urgency_reason": "x"}, {"urgency": "other", "urgency_reason": "x"}]
)
def test_whoever_is_in_a_hurry_says_by_what_right(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyVersion.objects.create(document=Document.PRIVACY, number=2, **facts)
