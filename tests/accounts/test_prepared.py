"""Prepared statements do what Django's own would, each time with the values of that time."""

from datetime import timedelta

import pytest
from django.db.models import BigIntegerField, CharField, DateTimeField, F, IntegerField

from accounts.models import OutboxItem, User
from accounts.prepared import Given, Prepared, PreparedInsert, PreparedUpdate
from tests.moderation import making

pytestmark = pytest.mark.django_db


def test_it_answers_with_the_values_of_each_asking():
    one, other = making.person("Ada"), making.person("Bo")
    named = Prepared(lambda: User.objects.filter(name=Given("name", CharField())))
    assert [named.objects(name=name) for name in ("Ada", "Bo", "Cleo")] == [[one], [other], []]


def test_objects_are_those_of_the_queryset_with_their_relations(django_assert_num_queries):
    comment = making.comment(making.article())
    rows = type(comment).objects.with_context()
    prepared = Prepared(lambda: rows.filter(pk=Given("pk", BigIntegerField())))
    with django_assert_num_queries(1):
        (found,) = prepared.objects(pk=comment.pk)
        assert (found, found.author.name, found.article.edition.language) == (comment, comment.author.name, "en")
        assert found.submitted_at == comment.submitted_at


def test_values_are_adapted_as_a_queryset_adapts_them():
    person = making.person(joined_at=making.NOW)
    since = Prepared(lambda: User.objects.filter(joined_at__gt=Given("at", DateTimeField())).values_list("pk"))
    hour = timedelta(hours=1)
    assert (since.rows(at=making.NOW - hour), since.rows(at=making.NOW + hour)) == ([(person.pk,)], [])


def test_several_questions_are_one_statement_each_with_its_order_and_end(django_assert_num_queries):
    people = [making.person(f"Reader {letter}") for letter in "ABCD"]
    first = User.objects.order_by("name").values_list("pk")[:1]
    last = User.objects.order_by("-name").values_list("pk")[:2]
    both = Prepared(lambda: first, lambda: last)
    with django_assert_num_queries(1):
        assert sorted(both.rows()) == [(people[at].pk,) for at in (0, 2, 3)]


def test_a_number_that_no_column_holds_is_nobodys(django_assert_num_queries):
    numbered = Prepared(lambda: User.objects.filter(pk=Given("pk", BigIntegerField())))
    with django_assert_num_queries(0):
        assert numbered.objects(pk=10**20) == []
        assert numbered.objects(pk=-(10**20)) == []


def test_a_stored_row_is_what_saving_would_have_stored(django_assert_num_queries):
    columns = {
        "channel": "mail", "payload": {"to": ["Zoë"]}, "person": making.person("Ada"),
        "created_at": making.NOW, "not_before": making.NOW, "attempts": 2,
    }  # fmt: skip
    saved = OutboxItem.objects.create(key="saved", **columns)
    insert = PreparedInsert(OutboxItem)
    for key in ("first", "second"):
        with django_assert_num_queries(1):
            stored = insert.store(OutboxItem(key=key, **columns))
        assert OutboxItem.objects.filter(pk=stored.pk).values().get() == {
            **OutboxItem.objects.filter(pk=saved.pk).values().get(), "id": stored.pk, "key": key
        }  # fmt: skip


def test_a_stored_row_can_be_saved_again():
    stored = PreparedInsert(User).store(User(email="ada@example.org", name="Ada", joined_at=making.NOW))
    stored.name = "Ada L."
    stored.save()
    assert User.objects.get(pk=stored.pk).name == "Ada L."


def test_an_update_changes_the_rows_it_finds_and_counts_them():
    ada, bo = making.person("Ada"), making.person("Bo")
    more = {"session_epoch": F("session_epoch") + Given("by", IntegerField())}
    raised = PreparedUpdate(lambda: User.objects.filter(pk=Given("pk", BigIntegerField())), **more)
    assert [raised.send(pk=ada.pk, by=2), raised.send(pk=ada.pk, by=3), raised.send(pk=0, by=1)] == [1, 1, 0]
    assert [User.objects.get(pk=one.pk).session_epoch - one.session_epoch for one in (ada, bo)] == [5, 0]
