"""The queue under each of its filters: what is counted is what is listed, and what is listed is what was asked for."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from moderation.actions import appeals, decisions, queue, reports
from moderation.actions.cases import take as take_case
from moderation.enums import AppealKind, Measure
from moderation.models import Case, Finding, Thread
from tests.moderation import making

pytestmark = [pytest.mark.both, pytest.mark.django_db]
QUEUE = "/admin/moderation/case/"


@pytest.fixture
def cases(desk, chief):
    making.rules()
    making.accepting(chief)
    now = timezone.now()
    found = making.comment(making.article(), measure=Measure.HOLD, author=making.person("Ada Sorensen"))
    Finding.objects.create(comment=found, version=1, rule="words", ground=making.ground(12), action="hold", score=1)
    Finding.objects.create(comment=found, version=1, rule="learned", ground=making.ground(2), action="none", score=0.1)
    reported = making.comment(making.article(language="de", title="Der Hafen"))
    ground = making.ground(5)
    reports.lodge(comment=reported, complaint=reports.Complaint(ground=ground), reporter=making.person(), now=now)
    illegal = reports.Complaint(text="Art. 185", name="A", email="a@x.org", is_in_good_faith=True)
    noticed = making.comment(making.article())
    reports.lodge(comment=noticed, complaint=illegal, reporter=None, now=now)
    blocked = making.block(making.person(), now=now)
    letter = appeals.lodge(
        kind=AppealKind.RESTORATION,
        person=blocked.subject,
        contested=blocked.imposed_by_decision,
        subject="x",
        explanation="y",
        now=now,
    )
    held = queue.put(comment=found, reasons=["ground:12"], risk=300, now=now - timedelta(hours=30))
    of = lambda comment: Case.objects.get(items__comment=comment)  # noqa: E731 # asked twice
    return {"held": held, "reported": of(reported), "noticed": of(noticed), "letter": letter.case}


def listed(desk, query):
    return set(desk.get(QUEUE + query).context["cl"].result_list)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        pytest.param("?ground=12", {"held"}, id="a ground that a rule asks something for"),
        pytest.param("?ground=2", set(), id="not what a rule only scored"),
        pytest.param("?ground=5", {"reported"}, id="a ground that a reader named"),
        pytest.param("?source=screening", {"held"}, id="found by the screening"),
        pytest.param("?source=report", {"reported", "noticed"}, id="reported"),
        pytest.param("?source=notice", {"noticed"}, id="noticed as illegal"),
        pytest.param("?source=letter", {"letter"}, id="letters"),
        pytest.param("?waiting=24", {"held"}, id="waiting for more than a day"),
        pytest.param("?waiting=72", set(), id="none so old"),
        pytest.param("?article__edition__language__exact=de", {"reported"}, id="an edition"),
        pytest.param("?q=Sorensen", {"held"}, id="an author's name"),
        pytest.param("?q=Der+Hafen", {"reported"}, id="an article"),
    ],
)
def test_a_filter_lists_what_it_names(desk, cases, query, names):
    assert listed(desk, query) == {cases[name] for name in names}


def test_the_queue_is_narrowed_to_the_articles_that_the_shift_watches(desk, cases):
    watched = cases["reported"].article_id
    desk.post("/admin/moderation/thread/", {"action": "watch", "_selected_action": [watched]})
    assert listed(desk, "?watched=1") == {cases["reported"]}
    assert Thread.objects.get(pk=watched).set_at is None, "watching sets no discussion"
    desk.post("/admin/moderation/thread/", {"action": "unwatch", "_selected_action": [watched]})
    assert listed(desk, "?watched=1") == set()


def test_an_author_is_found_by_user_id_in_comments_and_letters(desk, cases):
    author = User.objects.get(name="Ada Sorensen")
    assert listed(desk, f"?q={author.public_id}") == {cases["held"]}
    assert listed(desk, f"?q={cases['letter'].appeal.person.public_id}") == {cases["letter"]}


def test_the_counts_beside_the_filters_are_those_of_the_lists(desk, cases):
    changes = desk.get(f"{QUEUE}?_facets=True").context["cl"]
    checked = 0
    for spec in changes.filter_specs:
        for choice in spec.choices(changes):
            if count := re.search(r"\((\d+)\)$", str(choice["display"])):
                query = re.sub("_facets=True&?", "", choice["query_string"])  # each page would count all of them again
                assert len(listed(desk, query)) == int(count.group(1)), (spec.title, choice)
                checked += 1
    assert checked > 30


def test_a_filter_is_headed_by_its_title_alone(desk, cases):
    headings = re.findall(r"data-filter-title.*\s*<summary>(.*?)</summary>", desk.get(QUEUE).content.decode())
    assert headings == ["Kind", "Held back from readers", "Watch-list", "Source", "Waiting", "Ground", "Edition"]


def test_a_report_that_was_answered_counts_no_more(desk, cases):
    comment = cases["reported"].items.get().comment
    decisions.publish(comment=comment, version=1, moderator=making.moderator(), now=timezone.now())
    reports.lodge(
        comment=comment,
        complaint=reports.Complaint(ground=making.ground(7)),
        reporter=making.person(),
        now=timezone.now(),
    )
    assert listed(desk, "?ground=5") == set()
    assert listed(desk, "?ground=7") == {cases["reported"]}


def test_the_list_counts_cases_and_names_who_has_one_open(desk, cases):
    colleague = making.moderator("Nadia Renn")
    take_case(case=cases["held"], moderator=colleague, now=timezone.now())
    page = desk.get(QUEUE).content.decode()
    assert "4 cases" in " ".join(page.split())
    assert "1 case " in " ".join(desk.get(QUEUE + "?source=letter").content.decode().split())
    assert page.count("open with Nadia Renn") == 1


@pytest.mark.parametrize(("query", "is_open"), [("", False), ("?source=letter", True)])
def test_the_filter_is_folded_until_it_is_used(desk, cases, query, is_open):
    page = desk.get(QUEUE + query).content.decode()
    assert ('<details class="queue-filter" open>' in page) == is_open
    assert page.count('class="queue-filter"') == 1
