"""Reading by program: what readers see, page by page, in as many statements for three comments as for one (C72)."""

import pytest
from django.utils import timezone

from accounts.enums import Scope
from moderation import stretches
from moderation.actions import comments, decisions
from moderation.enums import Discussion, Measure
from moderation.models import Thread
from tests.moderation import making
from tests.moderation.api.asking import Program, problem, token

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def test_anybody_reads_an_articles_comments(article, settings):
    first = making.comment(article, author=making.person("Ada"))
    answer = making.comment(article, parent=first)
    got = Program().get(f"articles/{article.pk}/comments").json()
    assert [one["id"] for one in got["comments"]] == [first.pk, answer.pk]
    assert got["comments"][0] | {"submitted_at": ""} == {
        "id": first.pk, "article": article.pk, "address": f"{settings.SITE_URL}/en/comments/{first.pk}/",
        "number": 1, "depth": 0, "answers": None, "part": None, "state": "published", "ground": None,
        "rules_version": None,
        "author": {"name": "Ada", "badge": None}, "text": first.body, "html": first.html, "language": "en",
        "version": 1,
        "submitted_at": "", "edited_at": None, "is_redacted": False, "is_editors_choice": False, "replies": 1,
        "appreciations": 0,
    }  # fmt: skip
    assert (got["count"], got["discussion"], got["takes_comments"], got["after"]) == (2, "open", True, None)


def test_a_tombstone_names_its_ground_and_neither_text_nor_author(article):
    gone = making.comment(article, body="A secret that was removed.")
    decisions.remove(
        comment=gone, version=1, moderator=making.moderator(), reasons=making.reasons(5), now=timezone.now()
    )
    answer = Program().get(f"articles/{article.pk}/comments")
    (one,) = answer.json()["comments"]
    assert (one["state"], one["ground"], one["rules_version"]) == ("removed", 5, 1)
    assert (one["text"], one["html"], one["author"]) == (None, None, None)
    assert "secret" not in answer.content.decode()
    assert Program().get(f"comments/{gone.pk}").json()["ground"] == 5


def test_what_waits_is_shown_to_nobody_but_its_author(article, member, program):
    held = making.comment(article, author=member, measure=Measure.HOLD)
    assert Program().get(f"articles/{article.pk}/comments").json()["comments"] == []
    assert problem(Program().get(f"comments/{held.pk}")) == (404, "not-found")
    assert problem(Program(token(making.member())).get(f"comments/{held.pk}")) == (404, "not-found")
    assert program.get(f"comments/{held.pk}").json()["state"] == "held"
    assert problem(Program(token(member, Scope.POST)).get(f"comments/{held.pk}")) == (404, "not-found")


@pytest.mark.parametrize("sort", ["oldest", "newest", "replies", "appreciated"])
def test_every_comment_is_on_one_page_in_each_order(article, sort, monkeypatch):
    monkeypatch.setattr(stretches, "PAGE", 2)
    monkeypatch.setattr(stretches.comments, "__kwdefaults__", {"after": "", "size": 2})
    written = [making.comment(article) for _ in range(5)]
    found, after = [], ""
    while True:
        got = Program().get(f"articles/{article.pk}/comments?sort={sort}&after={after}").json()
        found += [one["id"] for one in got["comments"]]
        after = got["after"]
        if after is None:
            break
    assert sorted(found) == [one.pk for one in written]


@pytest.mark.parametrize("query", ["sort=best", "after=x", "after=-1"])
def test_no_order_and_no_key_of_ours_is_said_so(article, query):
    assert problem(Program().get(f"articles/{article.pk}/comments?{query}")) == (422, "invalid")


def test_a_closed_discussion_and_an_article_that_is_not_out_are_not_there(article):
    Thread.objects.filter(article=article).update(discussion=Discussion.CLOSED, set_at=timezone.now())
    assert problem(Program().get(f"articles/{article.pk}/comments")) == (404, "not-found")
    assert problem(Program().get("articles/999999999999999999999/comments")) == (404, "not-found")


def test_as_many_statements_for_three_comments_as_for_one(article, django_assert_max_num_queries):
    making.comment(article)
    with django_assert_max_num_queries(5) as one:  # the paper's sections and editions among them
        Program().get(f"articles/{article.pk}/comments")
    making.comment(article)
    making.comment(article)
    with django_assert_max_num_queries(len(one)):
        assert len(Program().get(f"articles/{article.pk}/comments").json()["comments"]) == 3


def test_people_read_what_became_of_their_own(article, member, program):
    gone = making.comment(article, author=member)
    decisions.remove(
        comment=gone, version=1, moderator=making.moderator(), reasons=making.reasons(5), now=timezone.now()
    )
    back = making.comment(article, author=member)
    comments.withdraw(comment=back, now=timezone.now())
    making.comment(article)
    newer, older = program.get("me/comments").json()["comments"]
    assert (newer["id"], newer["is_withdrawn"]) == (back.pk, True)
    assert (older["id"], older["text"]) == (gone.pk, None)
    assert older["restrictions"][0]["ground"] == 5
    assert "/statements/" in older["restrictions"][0]["reasons"]
    assert problem(Program(token(member, Scope.POST)).get("me/comments")) == (403, "scope")
