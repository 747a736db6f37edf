"""A prepared question answers as its queryset does, each time with the values of that time."""

from datetime import timedelta

import pytest
from django.db.models import BigIntegerField, CharField, DateTimeField

from accounts.models import User
from accounts.prepared import Given, Prepared
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
