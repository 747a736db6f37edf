from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.actions import policies
from accounts.enums import ChangeClass, Document
from accounts.models import OutboxItem, PolicyVersion, User
from accounts.outbox import delivery
from tests.accounts import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    making.policy()
    client.force_login(making.member(is_staff=True, is_superuser=True))
    return client


def draft(**fields):
    wording = policies.Wording("Privacy policy", "We keep less.", "<p>Less.</p>")
    facts = {"document": Document.PRIVACY, "number": 2, "change_class": ChangeClass.MATERIAL} | fields
    languages = facts.pop("languages", ("en", "de", "fr", "ar"))
    return policies.draft(wordings=dict.fromkeys(languages, wording), **facts)


def letters(version):
    return OutboxItem.objects.filter(channel="mail", key__startswith=f"policy:{version.pk}:").count()


def work():
    """Let the worker do what waits; the letters themselves stay."""
    for item in iter(lambda: delivery.claim(now=timezone.now()), None):
        if item.channel == policies.LETTERS:
            delivery.deliver(item, now=timezone.now())


def publish(desk, version):
    address = reverse("admin:accounts_policyversion_changelist")
    return desk.post(address, {"action": "publish", "_selected_action": version.pk}, follow=True).content.decode()


def test_a_version_in_fewer_languages_than_the_one_before_waits_for_the_rest(desk):
    version = draft(languages=("en", "fr"))
    assert "has no text yet in: Arabic, German." in publish(desk, version)
    version.refresh_from_db()
    assert version.published_at is None


def test_nobody_is_written_to_whose_address_is_not_proven(desk):
    newcomer, version = making.person(), draft()
    EmailAddress.objects.create(user=newcomer, email=newcomer.email, verified=False, primary=True)
    publish(desk, version)
    work()
    assert not OutboxItem.objects.filter(key=f"policy:{version.pk}:{newcomer.pk}").exists()


def test_a_draft_is_published_with_notice_and_each_member_is_told_once(desk):
    other, version = making.member(), draft()
    assert "is published." in publish(desk, version)
    version.refresh_from_db()
    assert version.effective_at - version.published_at == policies.NOTICE
    assert letters(version) == 0  # written by the worker, not while the person waits
    work()
    assert OutboxItem.objects.filter(key=f"policy:{version.pk}:{other.pk}").count() == 1
    assert letters(version) == User.objects.count()
    assert "is published already" in publish(desk, version)
    work()
    assert letters(version) == User.objects.count()


@pytest.fixture
def form():
    return {
        "document": "privacy", "number": 2, "change_class": "material", "urgency": "", "urgency_reason": "",
        "texts-TOTAL_FORMS": 0, "texts-INITIAL_FORMS": 0,
    }  # fmt: skip


def holds_in(days):
    at = timezone.localtime(timezone.now() + timedelta(days=days))
    return {"effective_at_0": at.strftime("%Y-%m-%d"), "effective_at_1": at.strftime("%H:%M:%S")}


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        pytest.param(holds_in(29), "effective_at", "Members are told thirty days before", id="too soon"),
        pytest.param(holds_in(1) | {"change_class": "new-purpose"}, "effective_at", "Choose ", id="a new purpose, too"),
        pytest.param(holds_in(31), "", "", id="in time"),
        pytest.param(holds_in(1) | {"document": "rules", "number": 1}, "", "", id="a first version changes nothing"),
        pytest.param(holds_in(1) | {"change_class": "editorial"}, "", "", id="an editorial change asks nobody"),
        pytest.param(holds_in(1) | {"urgency": "order", "urgency_reason": "7 O 1/26"}, "", "", id="a court orders it"),
        pytest.param({"urgency": "order"}, "urgency_reason", "Say what exactly demands it", id="no word of why"),
        pytest.param({"urgency_reason": "We are in a hurry"}, "urgency", "Choose which", id="no good reason"),
    ],
)
def test_the_form_says_beside_the_day_from_when_it_may_hold(desk, form, change, field, says):
    answer = desk.post(reverse("admin:accounts_policyversion_add"), form | change)
    errors = answer.context["adminform"].form.errors if answer.context else {}
    assert list(errors) == ([field] if field else [])
    assert says in " ".join(errors.get(field, [""]))
    if field == "effective_at":
        earliest = timezone.localtime(timezone.now() + policies.NOTICE + timedelta(days=1))
        assert date_format(earliest) in errors[field][0]


def test_what_comes_too_soon_by_now_is_not_published_and_what_is_ordered_is(desk, form):
    version = draft()
    PolicyVersion.objects.filter(pk=version.pk).update(effective_at=timezone.now() + timedelta(days=29))
    assert "told thirty days before it holds. Set" in publish(desk, version)
    assert PolicyVersion.objects.get(pk=version.pk).published_at is None
    PolicyVersion.objects.filter(pk=version.pk).update(urgency="order", urgency_reason="7 O 12/26")
    assert "is published." in publish(desk, version)
    announced = desk.get("/en/account/").content.decode()
    assert "sooner than the thirty days that we otherwise give: a court or an authority orders it." in announced
    assert "7 O 12/26" not in announced
    work()
    letter = OutboxItem.objects.filter(key__startswith=f"policy:{version.pk}:").last()
    assert "a court or an authority orders it." in letter.payload["text"]


def test_many_members_are_told_in_turns_each_once(desk, monkeypatch):
    monkeypatch.setattr(policies, "AT_ONCE", 2)
    for _ in range(4):
        making.member()
    version = draft()
    publish(desk, version)
    work()
    assert letters(version) == User.objects.count() == 5
    for item in OutboxItem.objects.filter(channel=policies.LETTERS):  # a worker that died does its turn again
        item.payload = {"version": version.pk, "after": 0}
        policies.tell_some(item)
    work()
    assert letters(version) == 5


@pytest.mark.parametrize(
    ("fields", "items"),
    [
        pytest.param({"change_class": ChangeClass.EDITORIAL}, 0, id="an editorial change is told to nobody"),
        pytest.param({"document": Document.RULES, "number": 1}, 0, id="a first version changes nothing"),
    ],
)
def test_what_is_told_to_nobody(desk, fields, items):
    publish(desk, draft(**fields))
    assert OutboxItem.objects.count() == items


def test_texts_are_cleaned_as_they_are_written_and_read_only_once_published(desk):
    version = draft()
    address = reverse("admin:accounts_policyversion_change", args=[version.pk])
    text = version.texts.get(language="en")
    form = {
        "document": "privacy", "number": 2, "change_class": "material", "effective_at_0": "", "effective_at_1": "",
        "texts-TOTAL_FORMS": 1, "texts-INITIAL_FORMS": 1, "texts-0-id": text.pk, "texts-0-version": version.pk,
        "texts-0-language": "en", "texts-0-title": "Privacy", "texts-0-summary": "",
        "texts-0-body": "<p>Less<script>alert(1)</script></p>",
    }  # fmt: skip
    desk.post(address, form)
    text.refresh_from_db()
    assert text.body == "<p>Less</p>"
    assert text.sha256 == policies.fingerprint("Privacy", text.body)
    publish(desk, version)
    assert desk.post(address, form).status_code == 403
    assert "<textarea" not in desk.get(address).content.decode()
    assert version.texts.get(language="en").body == text.body


def test_accounts_are_found_and_hold_no_password_field(desk):
    person = making.member(name="Mira Sand")
    page = desk.get(reverse("admin:accounts_user_changelist"), {"q": person.public_id}).content.decode()
    assert "Mira Sand" in page
    page = desk.get(reverse("admin:accounts_user_change", args=[person.pk])).content.decode()
    assert 'type="password"' not in page
    assert desk.get(reverse("admin:accounts_user_add")).status_code == 403
