"""What who is warned or paused finds, and how a moderator does it without learning who it is (V46)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from moderation.actions import misuse, reports
from moderation.actions.misuse import Factors
from moderation.models import Misuse, Report
from tests.moderation import making
from tests.moderation.admin.desk.working import moderator_who_accepted
from tests.moderation.views.writing import at
from tests.test_markup import faults

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SAID = {"unfounded": "3", "facts": "The same remark thrice.", "gravity": "Read by three people.", "intention": ""}


def sent(reader, days):
    now = timezone.now() - timedelta(days=days)
    complaint = reports.Complaint(ground=making.ground(5))
    comment = making.comment(making.article(), now=now)
    return reports.lodge(comment=comment, complaint=complaint, reporter=reader, now=now)


@pytest.fixture
def report(article, member):
    first, *_others = [sent(member, 3) for _ in range(3)]
    return first


@pytest.fixture
def paused(report):
    given = {"report": report, "moderator": making.moderator(), "factors": Factors(3, SAID["facts"], SAID["gravity"])}
    misuse.warn(now=timezone.now() - timedelta(days=2), **given)
    sent(report.reporter, 1)
    return misuse.pause(days=5, now=timezone.now(), **given)


def test_the_form_says_why_until_when_and_what_to_do(client, article, paused):
    comment = making.comment(article)
    page = client.get(at("report_comment", comment)).content.decode()
    for said in ("What you report is not looked at for a time", SAID["facts"], paused.reference, "is_danger"):
        assert said in page
    assert 'value="illegal"' in page
    assert 'value="5"' not in page
    assert "not looked at for a time" in client.get(reverse("moderation:own_reports")).content.decode()
    answer = client.post(at("report_comment", comment), {"reason": "5", "text": "This one is true."})
    assert answer.status_code == 400
    assert "This one is true." in answer.content.decode()
    assert "At present you cannot report under the rules" in answer.content.decode()


def test_a_notice_is_kept_and_its_page_says_so_but_danger_is_looked_at(client, article, paused):
    said = {"reason": "illegal", "text": "Paragraph 185.", "is_in_good_faith": "on"}
    page = client.post(at("report_comment", making.comment(article)), said, follow=True).content.decode()
    assert "It is kept. What you report is not looked at before" in page
    page = client.post(
        at("report_comment", making.comment(article)), said | {"is_danger": "on"}, follow=True
    ).content.decode()
    assert "A moderator will look at the comment." in page
    assert Report.objects.filter(waits_until__isnull=False).count() == 1


def test_who_is_not_paused_is_asked_and_told_nothing_more(client, article, member):
    page = client.get(at("report_comment", making.comment(article))).content.decode()
    assert "is_danger" not in page
    assert "not looked at" not in page


def test_a_moderator_warns_then_pauses_then_takes_back_and_reads_no_name(client, report):
    client.force_login(moderator_who_accepted("Nadia"))
    place = reverse("admin:moderation_report_misuse", args=[report.pk])
    card = reverse("admin:moderation_case_change", args=[report.case_id])
    assert place in client.get(card).content.decode()
    page = client.get(place).content.decode()
    assert "Of 3 within a year." in page
    assert report.reporter.name not in page
    refused = client.post(place, SAID | {"unfounded": "9"}).content.decode()
    assert "So few are no misuse, or more than the person has sent" in refused
    assert SAID["facts"] in refused
    assert client.post(place, SAID).headers["Location"] == place
    answer = client.post(place, SAID | {"days": "5"}).content.decode()
    assert "The person has reported nothing since the warning" in answer
    Misuse.objects.get()
    sent(report.reporter, -1)
    assert client.post(place, SAID | {"days": "5"}).status_code == 302
    pause = Misuse.objects.get(step="pause")
    page = client.get(place).content.decode()
    assert "End the pause" in page
    assert list(faults(page)) == []
    assert client.post(place, {"act": "take-back", "misuse": str(pause.pk)}).status_code == 302
    pause.refresh_from_db()
    assert pause.taken_back_at
    assert client.get("/admin/moderation/misuse/").status_code == 200


def test_a_stranger_is_nobody_to_warn(client, article):
    said = {"text": "t", "name": "A.", "email": "a@x.org", "is_in_good_faith": True}
    comment = making.comment(article)
    report = reports.lodge(comment=comment, complaint=reports.Complaint(**said), reporter=None, now=timezone.now())
    client.force_login(moderator_who_accepted("Nadia"))
    assert client.get(reverse("admin:moderation_report_misuse", args=[report.pk])).status_code == 404
