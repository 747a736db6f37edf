"""The desk of a moderator of the German edition: lists, counts and addresses hold what is theirs (A20)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from moderation.actions import appeals, decisions, queue, sweeps
from moderation.actions.sweeps import Item
from moderation.enums import AppealKind, Measure, Status
from moderation.models import Appeal, Case, Choice, Comment, Decision, Report, Sanction, StatementOfReasons, Thread
from tests.moderation import making
from tests.moderation.admin.desk.working import REASONS, address, decide

pytestmark = [pytest.mark.both, pytest.mark.django_db]
WORDS = "for which your role does not hold"
MODELS = [Case, Comment, Decision, StatementOfReasons, Sanction, Appeal, Report, Choice, Thread]
#: What each list costs a moderator without limits, as it did before there were any.
STATEMENTS = {
    Case: 11, Comment: 6, Decision: 6, StatementOfReasons: 5, Sanction: 6, Appeal: 5, Report: 6, Choice: 5, Thread: 9,
}  # fmt: skip


@pytest.fixture(autouse=True)
def paper(rules):
    """A row of every list in each of two editions, all of it decided by somebody else."""
    decider, now = making.moderator(), timezone.now()
    making.moderator()  # who answers what is written about the first one's decisions
    for language in ("en", "de"):
        article = making.article(language, title=f"Told in {language}")
        waits = making.comment(article, measure=Measure.HOLD, body=f"Waits in {language}.")
        queue.put(comment=waits, reasons=["5"], risk=300, now=now)
        waits.reports.create(kind="ground", ground=making.ground(5), received_at=now)
        waits.choices.create(version=1, why="x", made_by=decider, made_at=now)
        gone = making.comment(article, author=making.person(f"Gone {language}"))
        seen = {"comment": gone, "version": 1, "moderator": decider}
        removal = decisions.remove(**seen, reasons=making.reasons(), now=now)
        about = {"person": gone.author, "contested": removal, "kind": AppealKind.COMPLAINT}
        appeals.lodge(**about, subject="x", explanation="x", now=now)
        making.block(gone.author, by=decider, evidence=gone, now=now)


@pytest.fixture
def limited(client):
    client.force_login(making.accepting(making.limited_moderator([], ["de"])))
    return client


def of_list(model):
    return reverse(f"admin:moderation_{model._meta.model_name}_changelist")


def of_row(row, act="change"):
    return reverse(f"admin:moderation_{row._meta.model_name}_{act}", args=[row.pk])


def place(row):
    """Say in which edition a row stands."""
    if isinstance(row, Case):
        return row.article.edition_id if row.article else row.appeal.contested.comment.article.edition_id
    decided = {StatementOfReasons: "decision", Sanction: "imposed_by_decision", Appeal: "contested"}
    row = getattr(row, decided[type(row)]) if type(row) in decided else row
    comment = row if isinstance(row, Comment | Thread) else row.comment
    return comment.article.edition_id


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_a_list_and_its_addresses_hold_what_is_theirs(limited, model):
    shown = limited.get(of_list(model)).context["cl"].result_list
    assert {place(row) for row in shown} == {"de"}
    rows = model.objects.order_by("pk")
    assert len(shown) == len([row for row in rows if place(row) == "de"])
    for row in rows:
        answer = limited.get(of_row(row))
        is_refused = answer.status_code == 403 and WORDS in answer.content.decode()
        assert is_refused == (place(row) == "en"), row


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_a_list_costs_a_statement_more_at_most_and_nothing_more_without_limits(client, model):
    counts = []
    for person in (
        making.accepting(making.joining_moderator()),
        making.accepting(making.limited_moderator([], ["de"])),
    ):
        client.force_login(person)
        client.get(of_list(model))
        with CaptureQueriesContext(connection) as captured:
            client.get(of_list(model))
        counts.append(len(captured))
    assert counts[0] == STATEMENTS[model]
    assert counts[1] <= counts[0] + 1


def test_the_queues_counts_are_those_of_the_list(limited):
    page = " ".join(limited.get(of_list(Case) + "?_facets=True").content.decode().split())
    assert limited.get(of_list(Case)).context["cl"].result_count == 2
    for words in ("comment (1)", "letter (1)", "letters (1)"):
        assert words in page
    assert "Told in en" not in page
    waits = limited.get(reverse("admin:moderation_case_waits")).context["waits"]
    assert waits.waiting == 2


def test_the_desk_decides_its_own_and_nothing_elsewhere(limited):
    theirs, other = (Comment.objects.get(status=Status.HELD, article__edition=language) for language in ("de", "en"))
    mine, elsewhere = (comment.case_items.get().case for comment in (theirs, other))
    assert decide(limited, elsewhere, other, "remove", **REASONS).status_code == 403
    assert limited.post(of_row(other), {"act": "publish", "version": f"{other.pk}:1:held"}).status_code == 403
    assert decide(limited, mine, theirs, "publish").status_code == 302
    assert [Comment.objects.get(pk=one.pk).status for one in (theirs, other)] == ["published", "held"]
    assert Case.objects.get(pk=elsewhere.pk).taken_by is None
    assert limited.get(reverse("admin:moderation_case_next")).headers["Location"] == address(
        Case.objects.waiting().get(appeal__contested__comment__article__edition="de")
    )


def test_together_only_their_own_are_listed_and_taken_back(limited):
    chief = making.moderator()
    held = list(Comment.objects.filter(status=Status.HELD).order_by("pk"))
    chosen = reverse("admin:moderation_comment_together") + "?" + "&".join(f"id={one.pk}" for one in held)
    page = limited.get(chosen).content.decode()
    assert ("Waits in de." in page, "Waits in en." in page) == (True, False)
    items = [Item(one, 1, one.status, making.reasons()) for one in held]
    done = sweeps.decide(items=items, moderator=chief, now=timezone.now())
    there, here = done.decisions if done.decisions[1].comment.article.edition_id == "de" else done.decisions[::-1]
    assert limited.get(of_row(there, "together")).status_code == 403
    page = limited.get(of_row(here, "together")).content.decode()
    assert ("Told in de" in page, "Told in en" in page) == (True, False)
    limited.post(of_row(here, "together"))
    assert Comment.objects.get(pk=there.comment_id).status == Status.REMOVED


def test_a_letter_on_paper_is_filed_by_whoever_opens_it(limited):
    blocked = User.objects.get(name="Gone en")
    letter = {
        "channel": "paper",
        "received_on": "2026-03-01",
        "subject": "Restoration",
        "explanation": "It was not me.",
    }
    answer = limited.post(reverse("admin:moderation_appeal_add"), letter | {"user_id": blocked.public_id})
    assert answer.status_code == 302
    filed = Appeal.objects.get(channel="paper")
    assert filed.person == blocked
    assert limited.get(of_row(filed)).status_code == 403, "those of the other part answer it"


def test_the_checks_are_for_administrators(limited, client):
    checks = reverse("admin:moderation_appeal_checks")
    assert limited.get(checks).status_code == 403
    client.force_login(making.member(name="Chief", is_staff=True, is_superuser=True))
    page = client.get(checks).content.decode()
    assert "Letters that nobody may answer but the one who decided" in page


def test_the_editors_choice_is_offered_below_articles_of_theirs(limited):
    for language, status in (("de", 200), ("en", 403)):
        comment = making.comment(making.article(language))
        answer = limited.get(reverse("moderation:choose", args=[comment.pk]))
        assert (answer.status_code, WORDS in answer.content.decode()) == (status, status == 403)
