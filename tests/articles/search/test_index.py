"""The index follows its articles, and nothing stays in it that they no longer say."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from articles.models import Article
from articles.search import index
from articles.search.finding import Asked, find
from tests.articles import making
from tests.articles.making import NOW
from tests.journeys.test_erasure import places

pytestmark = pytest.mark.django_db


def found(typed: str) -> int:
    return len(find(Asked(typed, "en"), now=NOW).articles)


def test_a_name_taken_out_of_a_byline_is_in_no_column_of_any_table():
    """FTS5 keeps the words of rows that are gone until its parts are put together, which the worker has it do."""
    for number in range(30):
        making.article(title=f"Other {number}", slug=f"other-{number}")
    article = making.article(byline="Quentin Unforgotten")
    assert found("unforgotten") == 1
    Article.objects.filter(pk=article.pk).update(byline="A reporter")
    assert found("unforgotten") == 0
    index.settle(now=NOW)
    assert places("unforgotten") == set()
    assert found("reporter") == 1


def test_what_is_rolled_back_was_never_there():
    article = making.article(title="Before")
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).update(title="Afterwards")
        transaction.set_rollback(True)
    assert (found("before"), found("afterwards")) == (1, 0)


def test_an_index_that_was_lost_is_filled_anew():
    making.article(title="Ferry")
    if connection.vendor == "sqlite":  # PostgreSQL's cannot be lost
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM articles_search")
        assert found("ferry") == 0
    call_command("rebuild_search", verbosity=0)
    assert found("ferry") == 1


@pytest.mark.django_db(transaction=True)
def test_an_emptied_database_has_an_empty_index_that_works():
    making.article(title="Ferry")
    call_command("flush", interactive=False, verbosity=0)
    making.article(title="Bridge")
    assert (found("ferry"), found("bridge")) == (0, 1)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM articles_search")
            assert cursor.fetchone() == (1,)


def test_a_text_longer_than_any_index_is_stored_and_found_by_its_beginning():
    words = " ".join(f"w{number:x}x" for number in range(60_000))
    making.article(title="Long", body=f"<p>{'y' * 5000} {words} zenith</p>")
    assert (found("w1fx"), found("zenith"), found("y" * 64)) == (1, 0, 1)
