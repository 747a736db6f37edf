"""What others quoted of an erased person goes, and what they said stays (V53)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import closing
from accounts.enums import TextsAtErasure
from accounts.privacy import ledger as erasures
from accounts.safety.sanitize import clean_comment
from moderation.excerpts import GONE
from moderation.models import Comment, CommentVersion, Finding
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
SECRET = "My brother keeps bees at the old mill"
QUOTE = f"> {SECRET}\nI know him, you fool"


@pytest.fixture(autouse=True)
def _rules():
    making.rules()
    yield
    erasures.path().unlink(missing_ok=True)


def written(body, article, **fields):
    return making.comment(article, body=body, **fields)


@pytest.fixture
def article():
    return making.article()


@pytest.fixture
def quoted(article):
    return written(f"{SECRET}, and he sells honey.", article)


def erase(person, texts=TextsAtErasure.ERASE):
    closing.erase_now(person=person, texts=texts, now=NOW)


def test_quotations_of_an_erased_text_go_everywhere_under_its_article(article, quoted):
    reply, elsewhere = (written(QUOTE, article, parent=parent) for parent in (quoted, None))
    erase(quoted.author)
    for comment in (reply, elsewhere):
        comment.refresh_from_db()
        assert comment.body == f"> {GONE}\nI know him, you fool"
        assert "bees" not in comment.html + comment.card
        assert GONE in comment.card
        assert (comment.version, comment.edited_at, comment.status) == (1, None, "published")


def test_the_answers_own_words_are_compared_without_any_mark(article, quoted):
    reply = written(f"So {SECRET}, and he sells honey? Where?", article, parent=quoted)
    erase(quoted.author)
    reply.refresh_from_db()
    assert reply.body == f"So {GONE}? Where?"


def test_a_quotation_goes_from_earlier_versions_and_of_earlier_versions(article, quoted):
    CommentVersion.objects.create(
        comment=quoted, number=1, body="We hid the stolen boat there", replaced_at=NOW, replaced_by=quoted.author
    )
    other = written("Nothing", article)
    version = CommentVersion.objects.create(
        comment=other,
        number=1,
        body="> We hid the stolen boat there\nReally?",
        replaced_at=NOW,
        replaced_by=other.author,
    )
    erase(quoted.author)
    version.refresh_from_db()
    assert version.body == f"> {GONE}\nReally?"
    assert version.html == clean_comment(version.body)


def test_what_the_screening_marked_still_points_at_its_words(article, quoted):
    reply = written(QUOTE, article, parent=quoted)
    at = QUOTE.index("fool"), QUOTE.index("bees")
    for start in at:
        Finding.objects.create(comment=reply, version=1, rule="words", action="flag", start=start, end=start + 4)
    erase(quoted.author)
    reply.refresh_from_db()
    outside, inside = Finding.objects.order_by("pk")
    assert reply.body[outside.start : outside.end] == "fool"
    assert (inside.start, inside.end) == (None, None)


def test_texts_that_are_left_behind_may_be_quoted(article, quoted):
    reply = written(QUOTE, article, parent=quoted)
    erase(quoted.author, TextsAtErasure.KEEP)
    reply.refresh_from_db()
    assert reply.body == QUOTE


def test_the_same_words_under_another_article_and_of_the_article_itself_stay(article, quoted):
    elsewhere = written(QUOTE, making.article(slug="mill"))
    article.body = "<p>The bridge stays closed until the autumn of next year, says the mayor.</p>"
    article.save()
    both = "> The bridge stays closed until the autumn of next year\nA pity"
    written(both, article, author=quoted.author)
    quoting = written(both, article)
    erase(quoted.author)
    assert list(Comment.objects.filter(pk__in=(elsewhere.pk, quoting.pk)).values_list("body", flat=True)) == [
        QUOTE,
        both,
    ]


def test_one_erasure_asks_once_an_article_whatever_its_length(article, quoted, django_assert_max_num_queries):
    """Comments without any mark of a quotation are not even read."""
    with CaptureQueriesContext(connection) as alone:
        erase(quoted.author)
    again = written(f"{SECRET}, and he sells honey.", article)
    for _ in range(30):
        written("Nothing of the kind.", article)
    with django_assert_max_num_queries(len(alone)):
        erase(again.author)
