"""How an article is discussed at a moment: for good, for a time, and as its section usually is (C24)."""

from datetime import timedelta

import pytest

from moderation import discussions
from moderation.actions import threads
from moderation.actions.comments import DiscussionClosed
from moderation.actions.threads import Plan
from moderation.discussions import Setting
from moderation.enums import Discussion
from moderation.models import Thread
from moderation.models.thread import discussed
from tests.moderation import making
from tests.moderation.actions.writing import submit
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
EVENING, MORNING = NOW + timedelta(hours=10), NOW + timedelta(hours=18)


@pytest.fixture
def chief():
    return making.person("Chief", is_staff=True, is_superuser=True)


@pytest.fixture
def article(chief):
    """An article that is open, and read only over night."""
    made = making.article()
    night = Plan(Discussion.READ_ONLY, EVENING, MORNING, "Back in the morning.")
    threads.set_discussion(article=made, discussion=Discussion.OPEN, message="Welcome.", by=chief, now=NOW)
    threads.plan(article=made, plan=night, by=chief, now=NOW)
    return made


@pytest.mark.parametrize(
    ("now", "holds"),
    [
        pytest.param(NOW, Setting(Discussion.OPEN, "Welcome.", EVENING), id="before, until it begins"),
        pytest.param(
            EVENING - timedelta(seconds=1), Setting(Discussion.OPEN, "Welcome.", EVENING), id="a second before"
        ),
        pytest.param(EVENING, Setting(Discussion.READ_ONLY, "Back in the morning.", MORNING), id="at its minute"),
        pytest.param(MORNING, Setting(Discussion.OPEN, "Welcome."), id="as before when it is over"),
    ],
)
def test_what_is_planned_holds_in_its_time_and_no_longer(article, now, holds):
    assert discussions.setting(article, Thread.objects.get(), now) == holds


def test_nobody_writes_in_that_time_though_nothing_has_run(article, policy):
    making.rules()
    author = making.member()
    with pytest.raises(DiscussionClosed) as closed:
        submit(author, article, now=EVENING)
    assert closed.value.message == "Back in the morning."
    assert submit(author, article, now=MORNING).pk


def test_what_is_set_now_ends_what_has_begun_and_leaves_what_is_ahead(article, chief):
    given = {"article": article, "discussion": Discussion.HELD, "message": "", "by": chief}
    threads.set_discussion(**given, now=NOW)
    assert Thread.objects.get().planned_from == EVENING
    threads.set_discussion(**given, now=EVENING)
    assert discussions.setting(article, Thread.objects.get(), EVENING) == Setting(Discussion.HELD)


def test_what_ends_before_it_begins_is_refused(article, chief):
    with pytest.raises(threads.EndsTooSoon):
        threads.plan(article=article, plan=Plan(Discussion.HELD, EVENING, EVENING), by=chief, now=NOW)


@pytest.mark.parametrize(
    ("plan", "seen"),
    [
        pytest.param(Plan(Discussion.CLOSED, EVENING, MORNING), (True, False, True), id="hidden for a time"),
        pytest.param(Plan(Discussion.CLOSED, EVENING), (True, False, False), id="hidden from then on"),
    ],
)
def test_a_discussion_is_hidden_by_the_clock(article, chief, plan, seen):
    threads.plan(article=article, plan=plan, by=chief, now=NOW)
    assert tuple(discussed(now).exists() for now in (NOW, EVENING, MORNING)) == seen


@pytest.mark.parametrize(
    ("days", "holds"),
    [
        pytest.param(0, Setting(Discussion.HELD, "We read first.", NOW + timedelta(days=6)), id="while it is young"),
        pytest.param(6, Setting(Discussion.READ_ONLY, "A week is over."), id="from its age on"),
    ],
)
def test_an_article_nobody_has_set_follows_its_section_and_age(days, holds):
    making.usual(discussion="held", message="We read first.", later_after=7, later_message="A week is over.")
    article = making.article()
    assert discussions.setting(article, article.thread, NOW + timedelta(days=days)) == holds
    Thread.objects.all().delete()
    assert discussions.setting(article, None, NOW + timedelta(days=days)) == holds


def test_what_somebody_set_goes_before_what_is_usual(chief):
    making.usual(discussion="closed")
    article, other = making.article(), making.article()
    threads.set_discussion(article=article, discussion=Discussion.OPEN, message="", by=chief, now=NOW)
    assert discussions.setting(article, Thread.objects.get(pk=article.pk), NOW) == Setting()
    assert list(discussed(NOW)) == [article]
    assert discussions.setting(other, other.thread, NOW).discussion == Discussion.CLOSED


def test_what_is_planned_leaves_an_article_to_its_section_before_and_afterwards(chief):
    making.usual(discussion="held", message="We read first.", later_after=2)
    article = making.article()
    threads.plan(article=article, plan=Plan(Discussion.READ_ONLY, EVENING, MORNING), by=chief, now=NOW)
    thread, changes = Thread.objects.get(pk=article.pk), article.published_at + timedelta(days=2)
    assert [discussions.setting(article, thread, now) for now in (NOW, EVENING, MORNING, changes)] == [
        Setting(Discussion.HELD, "We read first.", EVENING),
        Setting(Discussion.READ_ONLY, "", MORNING),
        Setting(Discussion.HELD, "We read first.", changes),
        Setting(Discussion.READ_ONLY),
    ]


def test_an_article_of_a_section_without_discussion_is_opened_for_a_time(chief):
    making.usual(discussion="closed")
    threads.plan(article=making.article(), plan=Plan(Discussion.OPEN, EVENING, MORNING), by=chief, now=NOW)
    assert [discussed(now).count() for now in (NOW, EVENING, MORNING)] == [0, 1, 0]


def test_what_is_usual_costs_no_query_where_nothing_is(django_assert_num_queries):
    article = making.article()
    thread = article.thread
    discussions.setting(article, thread, NOW)
    with django_assert_num_queries(0):
        assert discussions.setting(article, thread, NOW) == Setting()
