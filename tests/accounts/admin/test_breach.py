"""Administrators enter a breach, fetch the draft, and look at each letter before it goes out (V55)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import breaches
from accounts.models import Breach, BreachNotice, BreachNoticeText, BreachVersion, OutboxItem
from tests.accounts import making

pytestmark = pytest.mark.django_db
FACTS = {
    "what_happened": "A backup lay open.", "people": "members", "people_count": 40, "records": "addresses",
    "consequences": "Unwanted letters.", "measures": "It was closed.",
}  # fmt: skip


@pytest.fixture
def office(client):
    client.force_login(making.member(name="Office", is_staff=True, is_superuser=True))
    return client


def entered(hours: float = 1) -> Breach:
    breach = Breach(known_at=timezone.now() - timedelta(hours=hours), **FACTS)
    breaches.enter(breach=breach, by=making.person(), now=timezone.now())
    return breach


def of(breach) -> str:
    return f"/admin/accounts/breach/{breach.pk}/change/"


def at(name: str, moment) -> dict[str, str]:
    local = timezone.localtime(moment)
    return {f"{name}_0": f"{local:%Y-%m-%d}", f"{name}_1": f"{local:%H:%M:%S}"}


def test_a_breach_is_entered_and_amended_and_says_what_it_said_before(office):
    office.post("/admin/accounts/breach/add/", FACTS | at("known_at", timezone.now() - timedelta(hours=3)))
    breach = Breach.objects.get()
    assert breach.due_at - breach.known_at == timedelta(hours=72)
    office.post(of(breach), FACTS | {"people_count": 4200})
    assert BreachVersion.objects.count() == 2
    page = office.get(of(breach)).content.decode()
    assert "people, about: 40" in " ".join(page.split())


@pytest.mark.parametrize("lacking", ["what_happened", "people", "records", "consequences", "measures"])
def test_an_entry_needs_what_the_authority_is_told(office, lacking):
    office.post("/admin/accounts/breach/add/", FACTS | {lacking: ""} | at("known_at", timezone.now()))
    assert not Breach.objects.exists()


@pytest.mark.parametrize(
    ("hours", "said"), [(1, "in 2 days, 22"), (73, "<strong>overdue for 1"), (71.5, "in 29")], ids=str
)
def test_the_list_shows_the_clock(office, hours, said):
    entered(hours)
    assert said in office.get("/admin/accounts/breach/").content.decode().replace("\xa0", " ")


def test_who_tells_the_authority_late_says_why(office):
    breach = entered(hours=100)
    told = FACTS | at("notified_at", timezone.now() - timedelta(hours=1))
    assert "later than 72 hours: say why" in office.post(of(breach), told).content.decode()
    office.post(of(breach), told | {"late_because": "It was a Sunday."})
    breach.refresh_from_db()
    assert breach.notified_at


def test_the_draft_is_fetched_as_a_text(office):
    breach = entered()
    draft = office.get(f"/admin/accounts/breach/{breach.pk}/draft/")
    assert draft["Content-Disposition"] == f'attachment; filename="{breach.reference}.txt"'
    assert "A backup lay open." in draft.content.decode()


def test_each_letter_is_looked_at_with_its_number_then_sent_once(office):
    making.person(language="de")
    notice = BreachNotice.objects.create(breach=entered())
    send = f"/admin/accounts/breachnotice/{notice.pk}/send/"
    assert "English first" in office.get(send, follow=True).content.decode()
    for language, said in (("en", "Change it."), ("de", "Bitte ändern.")):
        BreachNoticeText.objects.create(
            notice=notice, language=language, what_happened="-", consequences="-", measures=said
        )
    page = office.get(send).content.decode()
    assert all(said in page for said in ("Change it.", "Bitte ändern.", "English: 2 recipients", "German: 1 recipient"))
    assert not OutboxItem.objects.filter(channel=breaches.LETTERS).exists()  # nobody sends by looking
    office.post(send)
    again = office.post(send, follow=True).content.decode()
    assert "nobody gets it twice" in again
    assert OutboxItem.objects.filter(channel=breaches.LETTERS).count() == 1
    notice.refresh_from_db()
    assert (notice.recipients, notice.sent_by.name) == (3, "Office")
    office.post(
        f"/admin/accounts/breachnotice/{notice.pk}/change/", {"breach": notice.breach_id, "concerned": "password"}
    )
    notice.refresh_from_db()
    assert notice.concerned == "everybody"


@pytest.mark.parametrize("page", ["draft/", "change/"])
def test_nobody_else_opens_the_register(client, page):
    client.force_login(making.member(is_staff=True))
    assert client.get(f"/admin/accounts/breach/{entered().pk}/{page}").status_code in (403, 404)
