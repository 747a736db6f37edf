import pytest

from accounts import outbox
from accounts.models import OutboxItem, RetentionPeriod, User
from accounts.outbox import delivery
from accounts.privacy import periods, retention
from tests.accounts import making
from tests.accounts.making import NOW

pytestmark = pytest.mark.django_db
PAGES = [
    "outboxitem", "workerbeat", "duty", "retentionperiod", "retentionrun", "closure", "export", "dossieraccess",
    "blocktrace", "erasedperson", "settingchange", "consentwording", "consentevent",
]  # fmt: skip


@pytest.fixture
def operator(client):
    client.force_login(User.objects.create_superuser(email="operator@example.org", name="Operator"))
    return client


@pytest.mark.parametrize("page", PAGES)
def test_the_operator_sees_the_page_and_can_add_nothing(operator, page):
    assert operator.get(f"/admin/accounts/{page}/").status_code == 200
    assert operator.get(f"/admin/accounts/{page}/add/").status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_staff_without_the_right_do_not(client, page):
    client.force_login(making.person(is_staff=True))
    assert client.get(f"/admin/accounts/{page}/").status_code == 403


def test_stuck_items_are_found_and_retried_with_one_click(operator):
    outbox.enqueue(channel="nowhere", key="stuck", payload={"text": "secret words"}, now=NOW)
    OutboxItem.objects.update(attempts=delivery.MAX_ATTEMPTS - 1)
    delivery.deliver(delivery.claim(now=NOW), now=NOW)
    item = OutboxItem.objects.get()
    assert item.given_up_at
    assert "stuck" in operator.get("/admin/accounts/outboxitem/?state=stuck").content.decode()
    assert "secret words" not in operator.get(f"/admin/accounts/outboxitem/{item.pk}/change/").content.decode()
    operator.post("/admin/accounts/outboxitem/", {"action": "retry", "_selected_action": [item.pk]})
    item.refresh_from_db()
    assert (item.given_up_at, item.attempts, item.last_error) == (None, 0, "")


@pytest.mark.parametrize("key", ["x", "", "9" * 26, "-" + "9" * 26, "1e9", "1,2"])
def test_rows_that_no_list_has_are_refused(operator, key):
    assert operator.post("/admin/accounts/outboxitem/", {"action": "retry", "_selected_action": key}).status_code == 400


def test_the_operator_sets_a_period_and_sees_what_the_last_run_removed(operator):
    periods.load_defaults()
    retention.run(now=NOW)
    page = operator.get("/admin/accounts/retentionperiod/sessions/change/").content.decode()
    assert "sessions, counted from their last use" in page
    operator.post("/admin/accounts/retentionperiod/sessions/change/", {"keep_days": "12", "why": "So counsel says"})
    assert RetentionPeriod.objects.get(code="sessions").keep_days == 12
    retention.run(now=NOW)
    assert RetentionPeriod.objects.get(code="sessions").keep_days == 12
