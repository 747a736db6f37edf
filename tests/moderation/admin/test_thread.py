"""Discussions are opened, slowed down and closed, and hot ones proposed."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from accounts.models import SettingChange, User
from articles.enums import Role
from moderation import discussions
from moderation.actions import policies, threads
from moderation.actions.threads import Plan
from moderation.discussions import Setting
from moderation.enums import Discussion
from moderation.models import DiscussionDefault, Follow, FollowEvent, Thread, Threshold
from tests.articles.making import staff
from tests.moderation import following, making
from tests.moderation.admin.discussing import NOTHING_PLANNED, page, past_the_gate
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db


def test_how_many_follow_a_discussion_is_counted_without_an_address(client, editor):
    article = following.paper()
    past_the_gate(editor)
    following.follower(article)
    shown = client.get(page("change", article.pk)).content.decode()
    assert "at once: 1; every day: 0; once a week: 0" in shown
    assert following.READER not in shown
    assert client.get("/admin/moderation/follow/").status_code == 403


def test_an_administrator_ends_what_somebody_asks_them_to_and_says_what_for(client, chief, settings):
    settings.SECOND_FACTOR_FOR = []
    following.follower(following.paper())
    past_the_gate(chief)
    client.force_login(chief)
    asked = {"address": following.READER.upper(), "purpose": "A letter on paper"}
    assert "at once" in client.post("/admin/moderation/follow/", asked).content.decode()
    assert "A letter on paper" in LogEntry.objects.get().change_message
    client.post("/admin/moderation/follow/", asked | {"end": "1"})
    assert not Follow.objects.exists()
    assert FollowEvent.objects.latest("pk").act == "stopped"


def test_an_editor_sets_a_discussion_with_a_message_and_the_page_shows_it(client, editor):
    article = making.article()
    sent = {"discussion": "read-only", "message": "Closed over night."} | NOTHING_PLANNED
    client.post(page("change", article.pk), sent)
    thread = Thread.objects.get(pk=article.pk)
    assert (thread.discussion, thread.message, thread.set_by) == ("read-only", "Closed over night.", editor)
    assert "Closed over night." in client.get(article.get_absolute_url()).content.decode()


def test_an_article_without_comments_gets_its_discussion_set_too(client, editor):
    article = making.article()
    Thread.objects.all().delete()
    client.post(page("add"), {"article": article.pk, "discussion": "held", "message": ""} | NOTHING_PLANNED)
    assert Thread.objects.get(pk=article.pk).discussion == Discussion.HELD


def test_a_discussion_is_closed_for_a_time_and_the_list_says_when_that_changes(client, editor):
    article = making.article()
    planned = {"planned_discussion": "closed", "planned_until_0": "2099-03-02", "planned_until_1": "08:00"}
    sent = {"discussion": "open", "message": ""} | NOTHING_PLANNED | planned
    assert client.post(page("change", article.pk), sent).status_code == 302
    thread = Thread.objects.get(pk=article.pk)
    assert (thread.discussion, thread.planned_discussion, thread.has_begun(timezone.now())) == ("open", "closed", True)
    shown = client.get(page("changelist")).content.decode()
    assert "closed and hidden" in shown
    assert "2 Mar 2099, 08:00" in shown
    client.post(page("change", article.pk), {"discussion": "open", "message": ""} | NOTHING_PLANNED)
    assert Thread.objects.get(pk=article.pk).planned_from is None


TONIGHT = {"planned_discussion": "read-only", "planned_until_0": "2099-03-02", "planned_until_1": "08:00"}


def looked_at(client, article, **more) -> Thread:
    """Set a discussion to read only until somebody looks, by the form."""
    sent = {"discussion": "open", "message": ""} | NOTHING_PLANNED | TONIGHT | {"is_reviewed": "on"} | more
    client.post(page("change", article.pk), sent)
    return Thread.objects.get(pk=article.pk)


def test_what_is_to_be_looked_at_goes_on_past_its_time_until_somebody_ends_it(client, editor):
    article = making.article()
    thread = looked_at(client, article)
    late = datetime(2099, 3, 2, 8, 1, tzinfo=UTC)
    assert thread.has_begun(late)
    assert client.get(page("change", article.pk)).context["adminform"].form["is_reviewed"].value() is True

    Thread.objects.filter(pk=article.pk).update(
        planned_from=timezone.now() - timedelta(hours=2), review_at=timezone.now() - timedelta(hours=1)
    )
    shown = client.get(page("changelist")).content.decode()
    assert "To look at: 1 discussion that was set for a time" in shown
    assert f"set by {editor}, to be looked at" in shown
    assert "<strong>due</strong>" in shown

    chief = User.objects.create(email="ida@example.org", is_staff=True, is_superuser=True)
    client.force_login(chief)
    assert "1 discussion to look at" in client.get(reverse("admin:moderation_case_changelist")).content.decode()

    client.force_login(editor)
    seen = Thread.objects.get(pk=article.pk).review_at.isoformat()
    client.post(page("look", article.pk), {"act": "end", "review_at": seen})
    thread.refresh_from_db()
    assert (thread.planned_from, thread.review_at, thread.set_by) == (None, None, editor)
    assert discussions.setting(article, thread, late).discussion == Discussion.OPEN
    assert "To look at" not in client.get(page("changelist")).content.decode()


def test_what_is_still_needed_is_looked_at_again_and_two_do_not_decide_at_once(client, editor):
    article = making.article()
    seen = looked_at(client, article).review_at.isoformat()
    client.post(page("look", article.pk), {"act": "again", "review_at": seen})
    thread = Thread.objects.get(pk=article.pk)
    assert timedelta(hours=23) < thread.review_at - timezone.now() < timedelta(hours=25)
    for other in (seen, "2099-02-30T08:00:00Z", ""):
        answer = client.post(page("look", article.pk), {"act": "end", "review_at": other}, follow=True)
        assert "Somebody has looked meanwhile." in answer.content.decode()
    assert Thread.objects.get(pk=article.pk).planned_discussion == Discussion.READ_ONLY


@pytest.mark.parametrize("act", ["look", "calm"])
def test_whoever_sets_no_discussions_is_refused(client, editor, act):
    article = making.article()
    seen = looked_at(client, article).review_at.isoformat()
    client.force_login(staff(Role.REPORTER))
    sent = {"act": "end", "review_at": seen, "discussion": "held"}
    assert client.post(page(act, article.pk), sent).status_code == 403
    assert Thread.objects.get(pk=article.pk).planned_discussion == Discussion.READ_ONLY


def test_to_be_looked_at_says_when(client, editor):
    article = making.article()
    never = {"planned_until_0": "", "planned_until_1": ""}
    assert looked_at(client, article, **never).planned_from is None


def test_who_only_plans_leaves_an_article_to_its_section_as_the_form_shows_it(client, editor):
    making.usual(discussion="held", message="We read first.")
    article = making.article()
    form = client.get(page("change", article.pk)).context["adminform"].form
    in_force = {"discussion": form["discussion"].value(), "message": form["message"].value()}
    assert in_force == {"discussion": Discussion.HELD, "message": "We read first."}
    client.post(page("change", article.pk), in_force | NOTHING_PLANNED | TONIGHT)
    assert Thread.objects.values_list("set_at", "planned_discussion").get(pk=article.pk) == (None, "read-only")
    client.post(page("change", article.pk), {"discussion": "open", "message": ""} | NOTHING_PLANNED)
    thread = Thread.objects.get(pk=article.pk)
    assert discussions.setting(article, thread, timezone.now()) == Setting()


@pytest.mark.parametrize(
    ("planned", "holds"),
    [
        pytest.param({}, Setting(), id="what is set at once is its own"),
        pytest.param(TONIGHT, Setting(Discussion.HELD), id="what is only planned goes on as its section"),
    ],
)
def test_an_article_without_comments_may_be_planned_for_alone(client, editor, planned, holds):
    making.usual(discussion="held")
    article = making.article()
    Thread.objects.all().delete()
    client.post(page("add"), {"article": article.pk, "discussion": "open", "message": ""} | NOTHING_PLANNED | planned)
    assert discussions.standing(article, Thread.objects.get(), timezone.now()) == holds


def test_a_plan_that_is_over_stands_in_nobodys_way(client, editor):
    article, now = making.article(), timezone.now()
    over = Plan(Discussion.CLOSED, now - timedelta(days=2), now - timedelta(days=1), "Good night.")
    threads.plan(article=article, plan=over, by=editor, now=now - timedelta(days=2))
    form = client.get(page("change", article.pk)).context["adminform"].form
    assert not any(form[field].value() for field in form.fields if field.startswith("planned"))
    sent = {"discussion": "slow", "message": ""} | NOTHING_PLANNED
    assert client.post(page("change", article.pk), sent).status_code == 302
    assert Thread.objects.values_list("discussion", "planned_from").get(pk=article.pk) == ("slow", None)


@pytest.mark.parametrize(
    ("planned", "field"),
    [
        pytest.param({"planned_until_0": "2099-03-02", "planned_until_1": "08:00"}, "planned_discussion", id="what"),
        pytest.param(
            {"planned_discussion": "held", "planned_until_0": "2020-03-02", "planned_until_1": "08:00"},
            "planned_until",
            id="over",
        ),
    ],
)
def test_a_plan_that_cannot_be_is_refused_beside_its_field(client, editor, planned, field):
    article = making.article()
    answer = client.post(page("change", article.pk), {"discussion": "open"} | NOTHING_PLANNED | planned)
    assert list(answer.context["adminform"].form.errors) == [field]
    assert Thread.objects.get(pk=article.pk).set_at is None


@pytest.mark.usefixtures("policy")
def test_the_form_says_how_long_slow_mode_lasts_by_its_threshold(client, editor):
    Threshold.objects.filter(pk="slow_minutes").update(value=9)
    policies.settings.cache_clear()
    assert "Slow: 9 minutes between two comments" in client.get(page("add")).content.decode()


def test_a_section_gets_its_usual_discussion_and_pages_follow_at_once(client, chief):
    article = making.article()
    client.force_login(chief)
    sent = {"section": article.section_id, "discussion": "read-only", "later_discussion": "read-only"}
    client.post(
        "/admin/moderation/discussiondefault/add/",
        sent | {"message": "No discussion in this section.", "why": "Court reports"},
    )
    assert "No discussion in this section." in client.get(article.get_absolute_url()).content.decode()


def test_what_is_set_in_a_discussion_is_in_the_log_with_what_was_before_and_why(client, editor, chief):
    article = making.article(title="The harbour opens")
    sent = {"discussion": "held", "message": ""} | NOTHING_PLANNED
    answer = client.post(page("change", article.pk), sent | {"why": ""})
    assert "why" in answer.context["adminform"].form.errors
    client.post(page("change", article.pk), sent)
    client.post(page("change", article.pk), sent | TONIGHT | {"why": "The match"})
    first, planned = SettingChange.objects.order_by("pk")
    assert (first.made_by, first.subject, first.why) == (editor, f"{article.pk}: The harbour opens", "It gets loud")
    assert (first.before, first.after) == ({"discussion": "open"}, {"discussion": "held"})
    assert (planned.before["planned_discussion"], planned.why) == ("", "The match")
    assert planned.after["planned_discussion"] == TONIGHT["planned_discussion"]
    client.force_login(chief)
    usual = {"section": article.section_id, "discussion": "closed", "later_discussion": "read-only"}
    client.post("/admin/moderation/discussiondefault/add/", usual | {"why": "Court reports"})
    default = DiscussionDefault.objects.get()
    client.post(f"/admin/moderation/discussiondefault/{default.pk}/delete/", {"post": "yes"})
    made, removed = SettingChange.objects.filter(what="usual-discussion").order_by("pk")
    assert (made.before, made.after["discussion"], made.why) == ({}, "closed", "Court reports")
    assert (removed.before["discussion"], removed.after) == ("closed", {})


def test_a_hot_thread_is_calmed_with_one_press(client, editor):
    article = making.article()
    now = timezone.now()
    for number in range(12):
        making.comment(article, now=now - timedelta(minutes=number), author=making.person(joined_at=NOW))
    shown = client.get(page("changelist")).content.decode()
    assert "12 times its usual pace" in shown
    signs = re.search(r'name="signs" value="(.*?)"', shown).group(1)
    assert client.post(page("calm", article.pk), {"discussion": "slow", "signs": signs}).status_code == 302
    assert Thread.objects.get(pk=article.pk).discussion == Discussion.SLOW
    assert "12 times its usual pace" in SettingChange.objects.get().why
    assert "No discussion gets hot" in client.get(page("changelist")).content.decode()


@pytest.mark.parametrize("chosen", ["closed", "x", ""])
def test_only_what_is_proposed_is_accepted(client, editor, chosen):
    article = making.article()
    client.post(page("calm", article.pk), {"discussion": chosen})
    assert Thread.objects.get(pk=article.pk).discussion == Discussion.OPEN


def test_a_member_may_not():
    with pytest.raises(threads.NotAllowed):
        threads.set_discussion(
            article=making.article(), discussion=Discussion.CLOSED, message="", by=making.person(), now=NOW
        )


def test_moderators_may_too():
    assert Group.objects.get(name="Moderators").permissions.filter(codename="change_thread").exists()
