"""The demo as `manage.py load_demo` makes it: every state, by real acts, fit to be shown."""

import io
import tomllib

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from accounts import demo as privacy
from accounts.actions import policies as documents
from accounts.enums import Document
from accounts.models import OutboxItem, PolicyVersion, User
from accounts.privacy import sealing
from articles import demo as stories
from articles.actions import digests
from articles.demo import telling
from articles.enums import Role
from articles.models import Article, AssignmentChange
from moderation import lifecycle
from moderation.enums import (
    ACCOUNT_MEASURES,
    AppealOutcome,
    AppealState,
    CaseKind,
    Measure,
    MistakeState,
    ReportOutcome,
    SanctionState,
    SealReason,
    Status,
)
from moderation.management import demo
from moderation.models import (
    Appeal,
    Case,
    Comment,
    CorrectionCredit,
    Decision,
    Finding,
    Mistake,
    Report,
    Sanction,
    SealedCopy,
)
from tests.standing import standing

pytestmark = pytest.mark.django_db

HELD = {"te20", "b1", "v2", "se3", "le4", "xd7", "xe15", "xa7", "xe19", "xe25"}


@pytest.fixture(scope="module")
def demo_site(django_db_setup, django_db_blocker, tmp_path_factory):
    def load(_now):
        call_command("load_demo", stdout=io.StringIO())

    with standing(django_db_blocker, tmp_path_factory, load) as now:
        yield now


def comments_of(language, name):
    return Comment.objects.filter(article=telling.find(name, language))


def test_a_mistake_was_put_right_and_another_waits(demo_site):
    states = Mistake.objects.order_by("pk").values_list("state", flat=True)
    assert sorted(states) == [MistakeState.CORRECTED, MistakeState.OPEN]
    credited = CorrectionCredit.objects.get().comment
    assert "Led to a correction of the article" in credited.card


def test_a_reported_text_outlived_its_author_sealed_and_waits(demo_site):
    copy = SealedCopy.objects.get()
    assert (copy.why, copy.comment.body) == (SealReason.REPORTED, "")
    assert "My neighbour has ordered" in sealing.opened(copy.key, bytes(copy.data))
    assert Case.objects.waiting().filter(items__comment=copy.comment).exists()


def test_the_demo_shows_a_comment_in_every_state(demo_site):
    assert set(Comment.objects.values_list("status", flat=True)) == set(Status)
    assert Comment.objects.filter(withdrawn_at__isnull=False).exists()
    assert Comment.objects.filter(erased_at__isnull=False, body="").exists()
    assert Comment.objects.filter(redacted_at__isnull=False).exists()
    assert Comment.objects.filter(edited_at__isnull=False).exists()
    assert Comment.objects.filter(depth=Comment.MAX_DEPTH).exists()
    assert Finding.objects.filter(action="nudge", comment__status=Status.HELD).exists()
    assert Case.objects.waiting().filter(is_held=True).exists()


def test_the_demo_is_made_by_real_acts(demo_site):
    for comment in Comment.objects.all():
        moving = comment.decisions.exclude(measure__in=ACCOUNT_MEASURES).order_by("pk")
        measures = [Measure(m) for m in moving.values_list("measure", flat=True)]
        assert lifecycle.replay(measures) == comment.status


def test_the_screening_holds_what_the_script_says_and_nothing_else(demo_site):
    script = [
        (step["key"], step["body"], step.get("held", False)) for _, _, step in demo.steps(demo_site) if "key" in step
    ]
    assert {key for key, _, is_held in script if is_held} == HELD
    first = Decision.objects.filter(measure=Measure.HOLD, decided_by=None).values_list("comment__body", flat=True)
    redacted = {step["body"] for _, _, step in demo.steps(demo_site) if step.get("act") == "redact"}
    assert set(first) - redacted == {body for key, body, is_held in script if is_held and key != "xe15"}


@pytest.mark.parametrize("language", telling.LANGUAGES)
def test_every_edition_has_lively_threads(demo_site, language):
    counts = Comment.objects.filter(language=language).values("article").annotate(number=Count("pk"))
    assert sorted((row["number"] for row in counts), reverse=True)[:3] >= [6, 5, 4]
    assert 5 <= comments_of(language, "xpeng").count() <= 30


def test_nothing_is_said_before_the_article_or_after_today(demo_site):
    for comment in Comment.objects.select_related("article", "parent"):
        before = comment.parent.submitted_at if comment.parent else comment.article.published_at
        assert before < comment.submitted_at < demo_site


def test_near_copies_wait_as_one_case(demo_site):
    campaign = Case.objects.waiting().get(kind=CaseKind.CAMPAIGN)
    assert campaign.items.filter(is_open=True).count() >= 2
    assert set(campaign.items.values_list("comment__author__name", flat=True)) >= {"Sunny Saver", "Deal Fox"}


def test_reports_were_kept_removed_and_still_wait(demo_site):
    assert set(Report.objects.values_list("outcome", flat=True)) == {
        ReportOutcome.OPEN, ReportOutcome.KEPT, ReportOutcome.REMOVED,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "state", "ordinal", "letter"),
    [
        pytest.param("rex", SanctionState.IN_FORCE, 1, (AppealState.OPEN, ""), id="rex waits for an answer"),
        pytest.param("gus", SanctionState.IN_FORCE, 1, (AppealState.INCOMPLETE, ""), id="gus forgot his user ID"),
        pytest.param("vera", SanctionState.IN_FORCE, 1, (AppealState.DECIDED, AppealOutcome.UPHELD), id="refused"),
        pytest.param("bolt", SanctionState.IN_FORCE, 2, (AppealState.DECIDED, AppealOutcome.LIFTED), id="bolt: final"),
    ],
)  # fmt: skip
def test_each_block_stands_where_the_welcome_says(demo_site, key, state, ordinal, letter):
    person = User.objects.get(email=f"{key}{privacy.MAILBOXES}")
    newest = Sanction.objects.against(person).order_by("-imposed_at")[0]
    written = Appeal.objects.filter(sender=person.email) | Appeal.objects.filter(person=person)
    assert (newest.state, newest.ordinal) == (state, ordinal)
    assert [(appeal.state, appeal.outcome) for appeal in written] == [letter]


def test_a_wrong_removal_was_annulled(demo_site):
    complaint = Appeal.objects.get(outcome=AppealOutcome.ANNULLED)
    assert complaint.contested.comment.status == Status.PUBLISHED
    assert complaint.decided_by != complaint.contested_by


def test_every_role_has_an_account(demo_site):
    staff = User.objects.filter(is_staff=True, email__endswith=privacy.MAILBOXES)
    names = {person.email.removesuffix(privacy.MAILBOXES) for person in staff}
    assert names == {*map(str, Role), "kultur", "moderator", "reviewer", "administrator"}
    assert all(person.check_password(privacy.PASSWORD) for person in staff)
    (limited,) = (person for person in staff if person.is_limited)
    change = AssignmentChange.objects.get(person=limited)
    assert (limited.email, change.role, change.after) == (f"kultur{privacy.MAILBOXES}", "editor", "culture (de)")


def test_only_jonas_owes_a_look_at_the_new_policy(demo_site):
    newest = PolicyVersion.objects.of(Document.PRIVACY).get(number=2)
    assert set(newest.texts.values_list("language", flat=True)) == set(telling.LANGUAGES)
    assert all(text.summary for text in newest.texts.all())
    members = User.objects.filter(email__endswith=privacy.MAILBOXES)
    owing = {person.email: documents.unacknowledged(person, demo_site) for person in members}
    assert {email: owed for email, owed in owing.items() if owed} == {f"jonas{privacy.MAILBOXES}": [newest]}


def test_jonas_meets_the_gate(demo_site, client):
    client.force_login(User.objects.get(email=f"jonas{privacy.MAILBOXES}"))
    answer = client.get(reverse("accounts:overview"))
    assert answer.status_code == 302
    assert "gate" in answer["Location"] or "policy" in answer["Location"]


def test_wikinews_texts_name_credit_and_licence(demo_site):
    borrowed = Article.objects.exclude(credit="")
    assert borrowed.count() >= 60
    assert not borrowed.filter(licence="").exists()


@pytest.mark.parametrize("language", telling.LANGUAGES)
def test_the_bar_says_that_it_is_a_demonstration(demo_site, client, language):
    page = client.get(f"/{language}/").content.decode()
    assert page.count('<aside class="demo-bar"') == 1
    assert f"reporter{privacy.MAILBOXES}" in page
    assert reverse("admin:moderation_case_changelist") in page


def test_there_is_no_bar_with_debug_off(demo_site, client, settings):
    settings.DEBUG = False
    assert "demo-bar" not in client.get("/en/").content.decode()
    settings.DEBUG = True


def test_the_demo_is_loaded_once(demo_site):
    before = Comment.objects.count(), Article.objects.count(), User.objects.count()
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    assert (Comment.objects.count(), Article.objects.count(), User.objects.count()) == before
    assert "already" in out.getvalue()


def test_the_worker_writes_to_the_one_subscriber_of_the_demo(demo_site):
    digests.begin_due(now=demo_site)
    for item in OutboxItem.objects.filter(channel="digests"):
        digests.write_some(item)
    (letter,) = OutboxItem.objects.filter(channel="digest").values_list("payload", flat=True)
    assert letter["to"] == "subscriber@demo.example"
    assert telling.find("ferry", "en").title in letter["text"]


def test_the_welcome_names_every_account_it_speaks_of(demo_site):
    people = tomllib.loads((demo.SCRIPT / "people.toml").read_text(encoding="utf-8"))["person"]
    welcome = (demo.SCRIPT / "welcome.txt").read_text(encoding="utf-8")
    assert privacy.PASSWORD in welcome
    named = {"rex", "gus", "vera", "bolt", "jonas", "mira", "tom", "ines", "salma", "moderator", "reviewer"}
    assert named <= {row["key"] for row in people}
    assert all(name in welcome for name in named)


@pytest.mark.parametrize("load", [privacy.load, stories.load])
def test_the_demo_is_refused_with_debug_off(load, settings):
    settings.DEBUG = False
    with pytest.raises(privacy.DemoRefused):
        load(now=timezone.now())


def test_the_demo_is_not_loaded_on_a_real_site(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("load_demo")


@pytest.mark.parametrize("role", ["mira", "administrator"])
def test_its_accounts_open_nothing_once_debug_is_off(demo_site, client, settings, role):
    def signs_in():
        sent = {"login": f"{role}@demo.example", "password": "gazette-demo"}
        client.post("/en/account/login/", sent)
        return client.get("/en/account/privacy/").status_code == 200

    settings.DEBUG, settings.SECOND_FACTOR_FOR = True, []
    assert signs_in()
    settings.DEBUG = False
    assert client.get("/en/account/privacy/").status_code == 302
    client.logout()
    assert not signs_in()
