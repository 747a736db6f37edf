"""How long things are kept is set within limits, with who set it last and a way back to the default (C70)."""

import pytest
from django.utils import timezone

from accounts.actions import retaining
from accounts.actions.setting_log import Log
from accounts.models import RetentionPeriod, SettingChange
from accounts.privacy import periods
from accounts.privacy.declarations import registry
from tests.accounts import making

pytestmark = pytest.mark.django_db
LIST = "/admin/accounts/retentionperiod/"


@pytest.fixture(autouse=True)
def _loaded():
    periods.load_defaults()


@pytest.fixture
def desk(client):
    client.force_login(making.person(name="Ada Chief", is_staff=True, is_superuser=True))
    return client


def days(code: str) -> int:
    return RetentionPeriod.objects.get(code=code).keep_days


def keep(code: str, number: int) -> None:
    retaining.set_period(code=code, keep_days=number, log=Log(None, timezone.now(), "Why not"))


@pytest.mark.parametrize("rule", registry().retention, ids=lambda rule: rule.code)
def test_every_default_is_allowed(rule):
    least, most = periods.limits(rule)
    assert least <= rule.keep.days <= most


@pytest.mark.parametrize(("code", "number"), [("statements", 213), ("exports", 31), ("unconfirmed-registration", 0)])
def test_what_is_out_of_range_is_refused_beside_the_field_with_what_was_typed(desk, code, number):
    page = desk.post(f"{LIST}{code}/change/", {"keep_days": number, "why": "So it is"}).content.decode()
    least, most = periods.limits(periods.rule_of(code))
    assert f"Between {least} and {most} days." in page.partition('class="errorlist"')[2]
    assert f'value="{number}"' in page
    assert "So it is" in page
    assert days(code) != number
    with pytest.raises(periods.OutOfRange):
        keep(code, number)
    assert not SettingChange.objects.exists()


def test_nobody_erased_comes_back_with_a_backup_that_outlives_the_ledger():
    with pytest.raises(periods.OutOfRange) as refused:
        keep("backups", 36)
    assert refused.value.most == 35
    keep("erasure-ledger", 90)
    keep("backups", 60)
    with pytest.raises(periods.OutOfRange) as refused:
        keep("erasure-ledger", 89)
    assert refused.value.least == 90


def test_the_default_comes_back_by_a_tick_and_the_list_says_who_set_what_last(desk, django_assert_max_num_queries):
    desk.post(f"{LIST}sessions/change/", {"keep_days": 12, "why": "Counsel"})
    assert days("sessions") == 12
    with django_assert_max_num_queries(14):
        page = desk.get(LIST).content.decode()
    assert "Ada Chief" in page
    assert "Between 1 and 365 days." in page
    desk.post(f"{LIST}sessions/change/", {"keep_days": 12, "is_restored": "on", "why": "As it was"})
    assert days("sessions") == 30
    assert SettingChange.objects.latest("pk").after == {"keep_days": 30}
