"""Where a role holds, asked for rows and for one article."""

from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from articles.enums import Right, Role
from articles.models import Article
from articles.reach import reach
from tests.articles import making

pytestmark = pytest.mark.django_db
PUBLISH = f"articles.{Right.PUBLISH.value}"


@pytest.fixture
def paper():
    """An article in each of two sections of each of two editions."""
    return {
        (section, language): making.draft(language, section=making.section(section))
        for section, language in product(("news", "sport"), ("en", "de"))
    }


def fresh(person):
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize(
    ("sections", "editions", "theirs"),
    [
        pytest.param([], [], {("news", "en"), ("news", "de"), ("sport", "en"), ("sport", "de")}, id="nothing chosen"),
        pytest.param(["sport"], [], {("sport", "en"), ("sport", "de")}, id="a section"),
        pytest.param([], ["de"], {("news", "de"), ("sport", "de")}, id="an edition"),
        pytest.param(["sport"], ["de"], {("sport", "de")}, id="a section of an edition"),
        pytest.param(["news", "sport"], ["de"], {("news", "de"), ("sport", "de")}, id="two sections of an edition"),
    ],
)
def test_rows_and_articles_are_within_the_same_reach(paper, sections, editions, theirs):
    held = reach(making.limited(Role.EDITOR, sections, editions), PUBLISH)
    assert {place for place, article in paper.items() if held.has(article)} == theirs
    assert set(Article.objects.filter(held.within())) == {paper[place] for place in theirs}


def test_each_role_reaches_as_far_as_it_was_given(paper):
    person = making.limited(Role.EDITOR, ["sport"], ["de"])
    person = making.limited(Role.REPORTER, ["news"], [], to=person)
    assert not reach(person, PUBLISH).has(paper["news", "de"])
    assert reach(person, PUBLISH).has(paper["sport", "de"])
    writing = reach(person, f"articles.{Right.WRITE.value}")
    assert [writing.has(paper[place]) for place in (("news", "en"), ("sport", "de"), ("sport", "en"))] == [
        True, True, False,
    ]  # fmt: skip


def test_a_limited_person_costs_one_statement_and_nobody_else_any(paper):
    for person, statements in ((making.staff(Role.EDITOR), 0), (making.limited(Role.EDITOR, ["sport"], ["de"]), 1)):
        asking = fresh(person)
        asking.has_perm(PUBLISH)  # as Django asks for every page
        with CaptureQueriesContext(connection) as captured:
            for right in Right:
                reach(asking, f"articles.{right.value}")
        assert len(captured) == statements


def test_what_a_limited_person_was_given_past_the_act_holds_nowhere(paper):
    person = making.limited(Role.REPORTER, ["sport"], [])
    making.joining(person, Role.PUBLISHER)
    assert not any(reach(fresh(person), PUBLISH).has(article) for article in paper.values())
