"""Rights staff begin a restriction from the request, and end it in writing (V56)."""

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from accounts.actions import restrictions, rights
from accounts.enums import RestrictionGround, Right
from accounts.models import OutboxItem, Restriction, RightsRequest, User
from tests.accounts import making

pytestmark = pytest.mark.django_db
ADD = "/admin/accounts/restriction/add/"


@pytest.fixture
def office(client):
    client.force_login(making.member(name="Office", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def asked():
    person = making.member(language="en")
    return rights.ask(person=person, kind=Right.RESTRICTION, text="Keep it.", language="en", now=timezone.now())


def begin(client, person, **fields):
    given = {"person": person.pk, "ground": "claims", "reason": "You need it in court."}
    return client.post(ADD, given | fields)


def of(restriction) -> str:
    return f"/admin/accounts/restriction/{restriction.pk}/change/"


def test_a_request_leads_to_the_form_and_is_done_as_asked_only_then(office, asked):
    page = f"/admin/accounts/rightsrequest/{asked.pk}/change/"
    done = {"outcome": "granted", "answer": "It is only kept from now on."}
    assert f'href="{ADD}?person={asked.person.pk}&amp;request={asked.pk}"' in office.get(page).content.decode()
    assert "Restrict the use of the data first" in office.post(page, done).content.decode()
    begin(office, asked.person, request=asked.pk)
    begun = Restriction.objects.get()
    assert (begun.request, begun.begun_by.name) == (asked, "Office")
    office.post(page, done)
    assert RightsRequest.objects.get().outcome == "granted"


@pytest.mark.parametrize(
    ("person", "said"),
    [
        pytest.param(lambda: making.person(is_staff=True), "take it off the staff first", id="staff"),
        pytest.param(
            lambda: making.person(erased_at=timezone.now(), email=None, name="", is_active=False),
            "nothing is left to restrict",
            id="an erased account",
        ),
        pytest.param(lambda: restricted().person, "A restriction runs already", id="a restricted one"),
    ],
)
def test_who_cannot_be_restricted_is_not(office, person, said):
    one = person()
    before = Restriction.objects.count()
    assert said in begin(office, one).content.decode()
    assert Restriction.objects.count() == before


def restricted() -> Restriction:
    restriction = Restriction(person=making.member(), ground=RestrictionGround.CLAIMS, reason="-")
    restrictions.begin(restriction=restriction, by=making.person(), now=timezone.now())
    return restriction


def test_its_end_is_announced_once_and_can_be_taken_back(office):
    running = restricted()
    assert "Say why it ends." in office.post(of(running), {"end_reason": " "}).content.decode()
    office.post(of(running), {"end_reason": "The court has decided."})
    running.refresh_from_db()
    assert (running.told_by.name, running.ended_at) == ("Office", None)
    assert OutboxItem.objects.filter(key=running.letter).exists()
    office.post(of(running), {"end_reason": "Another reason."})
    running.refresh_from_db()
    assert running.end_reason == "The court has decided."
    office.post("/admin/accounts/restriction/", {"action": "keep", "_selected_action": [running.pk]})
    running.refresh_from_db()
    assert (running.told_at, running.end_reason) == (None, "")


def test_accounts_that_are_only_kept_are_listed_for_rights_staff_alone(office):
    kept = restricted().person
    shown = lambda: office.get("/admin/accounts/user/", {"q": kept.public_id}).context["cl"].result_count  # noqa: E731 # asked twice
    assert shown() == 1
    staff = User.objects.get(name="Office")
    User.objects.filter(pk=staff.pk).update(is_superuser=False)
    staff.user_permissions.add(Permission.objects.get(codename="view_user"))
    assert shown() == 0
