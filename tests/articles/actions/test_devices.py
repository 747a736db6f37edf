"""Devices are taken in with a recorded consent, and forgotten at a word."""

from datetime import timedelta

import pytest

from accounts.actions import closing, consents
from accounts.enums import Surface
from accounts.models import ConsentEvent, Purpose, PurposeText
from accounts.privacy import erasure, export, retention
from articles.actions import devices
from articles.models import PushSubscription
from tests.accounts import making as people
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.push.service import subscribe
from tests.racing import at_once

pytestmark = pytest.mark.django_db


def given() -> list[tuple[object, bool]]:
    return list(ConsentEvent.objects.order_by("pk").values_list("person", "is_given"))


def test_a_reader_without_an_account_has_a_consent_by_its_receipt(push_service):
    _, device = subscribe(push_service)

    assert given() == [(None, True)]
    assert device.receipt == ConsentEvent.objects.get().receipt


def test_choosing_anew_is_no_second_consent_and_no_second_device(push_service):
    browser, _ = subscribe(push_service)
    sport = making.section("sport")

    devices.choose(
        device=browser.device("Asia/Tokyo"), edition=making.edition("de"), sections=[sport], person=None, now=NOW
    )

    device = PushSubscription.objects.get()
    assert (device.edition_id, device.time_zone, list(device.sections.all())) == ("de", "Asia/Tokyo", [sport])
    assert given() == [(None, True)]


def test_an_address_that_may_be_anybodys_is_not_taken(push_service, settings):
    settings.PUSH_OWN_SERVICES = frozenset()
    with pytest.raises(devices.UnknownService):
        subscribe(push_service)
    assert (PushSubscription.objects.count(), given()) == (0, [])


def test_a_members_last_device_ends_the_consent(push_service):
    member = people.member()
    first, second = (subscribe(push_service, person=member)[1] for _ in range(2))
    assert given() == [(member.pk, True)]

    devices.end(subscription=first, now=NOW)
    assert given() == [(member.pk, True)]
    devices.end(subscription=second, now=NOW)
    assert given() == [(member.pk, True), (member.pk, False)]


def test_switching_the_purpose_off_in_the_privacy_settings_forgets_all_devices_at_once(push_service):
    member = people.member()
    subscribe(push_service, person=member), subscribe(push_service, person=member)
    _, others = subscribe(push_service, person=people.member())

    consents.choose(
        person=member, purpose=Purpose.objects.get(), is_given=False, language="en", surface=Surface.SETTINGS, now=NOW
    )

    assert list(PushSubscription.objects.all()) == [others]


@pytest.mark.django_db(transaction=True)
def test_a_device_may_be_chosen_anew_while_its_member_switches_the_purpose_off(push_service):
    """Whoever comes second finds what the first has done; neither waits for what the other holds."""
    member = people.member()
    browser, chosen = subscribe(push_service, person=member)
    place = {"edition": chosen.edition, "sections": list(chosen.sections.all()), "person": member, "now": NOW}
    off = {"person": member, "purpose": Purpose.objects.get(), "is_given": False, "language": "en", "now": NOW}
    for _ in range(10):
        devices.choose(device=browser.device("UTC"), **place)
        said = at_once(
            lambda: devices.choose(device=browser.device("UTC"), **place),
            lambda: consents.choose(surface=Surface.SETTINGS, **off),
        )
        assert [one for one in said if isinstance(one, Exception)] == []


def test_another_purpose_ends_no_device(push_service):
    member = people.member()
    subscribe(push_service, person=member)
    other = Purpose.objects.create(code="measurement")
    PurposeText.objects.create(purpose=other, language="en", name="Measurement", description="We count.")

    consents.choose(person=member, purpose=other, is_given=False, language="en", surface=Surface.SETTINGS, now=NOW)

    assert PushSubscription.objects.count() == 1


def test_a_member_has_only_so_many_devices(push_service, monkeypatch):
    monkeypatch.setattr(devices, "DEVICES", 2)
    member = people.member()
    made = [subscribe(push_service, person=member)[1] for _ in range(3)]

    assert list(PushSubscription.objects.order_by("pk")) == made[1:]


def test_a_members_devices_are_in_the_copy_without_their_keys_and_go_with_the_account(push_service):
    member = people.member()
    _, device = subscribe(push_service, person=member)

    copied = str(export.as_data(member, now=NOW))
    erasure.erase(person=member, now=NOW)

    assert device.endpoint in copied
    assert device.auth not in copied
    assert PushSubscription.objects.count() == 0


def test_a_device_that_nothing_reached_for_a_year_is_forgotten_and_later_its_consent(push_service):
    subscribe(push_service)
    _, alive = subscribe(push_service)
    year = NOW.replace(year=2027, month=4)
    PushSubscription.objects.filter(pk=alive.pk).update(used_at=year)

    retention.run(now=year)
    assert list(PushSubscription.objects.all()) == [alive]

    later = NOW.replace(year=2029, month=4)
    PushSubscription.objects.update(used_at=later)
    retention.run(now=later)
    assert [event.receipt for event in ConsentEvent.objects.all()] == [alive.receipt]


def test_a_reader_without_an_account_who_chooses_on_other_words_agrees_to_these(push_service):
    browser, before = subscribe(push_service)
    PurposeText.objects.update(description="On your device, and at night.")

    again = {"edition": making.edition(), "sections": [making.section()], "person": None}
    device = devices.choose(device=browser.device(), now=NOW, **again)

    assert (device.pk, device.receipt == before.receipt) == (before.pk, False)
    words = PurposeText.objects.get().fingerprint
    assert ConsentEvent.objects.get(receipt=device.receipt).wording_id == words


def test_a_purpose_that_was_retired_is_not_chosen_anew_either(push_service):
    browser, device = subscribe(push_service)
    Purpose.objects.update(retired_at=NOW)

    with pytest.raises(devices.NotOffered):
        devices.choose(
            device=browser.device(), edition=making.edition("de"), sections=[making.section()], person=None, now=NOW
        )
    device.refresh_from_db()
    assert device.edition_id == "en"


def test_a_restored_backup_sends_to_no_device_that_was_switched_off(push_service):
    member = people.member()
    _, stays = subscribe(push_service)
    ended = [subscribe(push_service)[1], subscribe(push_service, person=member)[1]]
    backup = [vars(device).copy() for device in ended]
    devices.end(subscription=ended[0], now=NOW)
    devices.follow_choice(person=member, is_given=False, language="en", now=NOW)
    for row in backup:
        PushSubscription.objects.create(**{name: row[name] for name in row if name != "_state"})
    browser, chosen_anew = subscribe(push_service)
    devices.end(subscription=chosen_anew, now=NOW)
    later = {"edition": making.edition(), "sections": [making.section()], "person": None}
    chosen_anew = devices.choose(device=browser.device(), now=NOW + timedelta(hours=1), **later)

    closing.replay(now=NOW)

    assert list(PushSubscription.objects.order_by("pk")) == [stays, chosen_anew]
