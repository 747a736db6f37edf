"""What staff set, and what they take out as a table, is in the log: who, what, before, after and why (C32)."""

import csv

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from accounts.actions import setting_log
from accounts.actions.setting_log import Log
from accounts.enums import Setting
from accounts.models import Purpose, PurposeText, RetentionPeriod, SettingChange
from accounts.privacy import periods
from tests.accounts import making
from tests.accounts.making import NOW

pytestmark = [pytest.mark.both, pytest.mark.django_db]
LOG = "/admin/accounts/settingchange/"


@pytest.fixture
def operator():
    return making.person(name="Olga", is_staff=True, is_superuser=True)


@pytest.fixture
def desk(client, operator):
    client.force_login(operator)
    return client


def told():
    newest = SettingChange.objects.latest("pk")
    return newest.made_by.name, newest.what, newest.subject, newest.before, newest.after, newest.why


def test_a_retention_period_is_set_with_a_reason_and_not_without(desk):
    periods.load_defaults()
    page = "/admin/accounts/retentionperiod/sessions/change/"
    assert "This field is required." in desk.post(page, {"keep_days": "12"}).content.decode()
    assert RetentionPeriod.objects.get(code="sessions").keep_days == 30
    desk.post(page, {"keep_days": "12", "why": "So counsel says"})
    assert told() == ("Olga", "retention", "sessions", {"keep_days": 30}, {"keep_days": 12}, "So counsel says")
    desk.post(page, {"keep_days": "12", "why": "Again"})
    assert SettingChange.objects.count() == 1


def test_a_purpose_and_its_words_are_changed_with_a_reason(desk):
    purpose = Purpose.objects.create(code="newsletter", position=1)
    text = PurposeText.objects.create(purpose=purpose, language="en", name="Newsletter", description="By mail.")
    form = {
        "code": "newsletter", "basis": "6-1-a", "position": "1", "why": "The letter is weekly now",
        "texts-TOTAL_FORMS": 1, "texts-INITIAL_FORMS": 1, "texts-0-id": text.pk, "texts-0-purpose": "newsletter",
        "texts-0-language": "en", "texts-0-name": "Newsletter", "texts-0-description": "By mail, once a week.",
    }  # fmt: skip
    desk.post("/admin/accounts/purpose/newsletter/change/", form)
    words = {"en.description": "By mail."}, {"en.description": "By mail, once a week."}
    assert told() == ("Olga", "purpose", "newsletter", *words, "The letter is weekly now")


def changed(by, **more):
    given = {"what": Setting.RETENTION, "subject": "outbox", "before": {"keep_days": 30}, "after": {"keep_days": 31}}
    return setting_log.record(**given | more, log=Log(by, NOW, "=why"))


def test_the_log_is_filtered_taken_out_as_it_is_filtered_and_that_is_in_the_log(desk, operator):
    changed(operator)
    changed(making.person(), what=Setting.PURPOSE, subject="push-news")
    assert "push-news" not in desk.get(f"{LOG}?what__exact=retention").content.decode()
    assert desk.get(f"{LOG}export/").status_code == 302
    answer = desk.post(f"{LOG}export/?what__exact=retention", {"why": " "}, follow=True).content.decode()
    assert "Say what the table is for" in answer
    assert SettingChange.objects.count() == 2
    answer = desk.post(f"{LOG}export/?what__exact=retention&q=outbox", {"why": "The audit"})
    [row] = csv.DictReader(answer.content.decode().splitlines())
    assert (row["made_by__name"], row["subject"], row["after"]) == ("Olga", "outbox", "{'keep_days': 31}")
    assert row["why"] == "'=why"
    taken = {"rows": 1, "filters": "what__exact=retention&q=*"}
    assert told() == ("Olga", "export", "settings-log.csv", {}, taken, "The audit")


def test_whoever_may_not_see_the_log_takes_nothing_out(client):
    client.force_login(making.person(is_staff=True))
    assert client.post(f"{LOG}export/", {"why": "Curiosity"}).status_code == 403


def test_the_log_is_never_rewritten(operator):
    change = changed(operator)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        QuerySet(SettingChange).filter(pk=change.pk).update(why="other")
