"""Rows and objects are what Django's own way would have made of each other."""

import pytest
from django.db import connection
from django.db.models.signals import post_init

from accounts import rows
from accounts.models import OutboxItem, User
from accounts.prepared import Prepared
from moderation.models import Comment
from tests.moderation import making

pytestmark = pytest.mark.django_db


def test_a_made_object_is_what_the_constructor_makes():
    article = making.article()
    columns = {"article": article, "author": making.person("Ada"), "parent": None, "number": 3, "body": "Salt."}
    made, constructed = rows.made(Comment, **columns), Comment(**columns)
    names = [column.attname for column in Comment._meta.concrete_fields]
    assert [getattr(made, name) for name in names] == [getattr(constructed, name) for name in names]
    assert made.article is article
    assert made._state.adding


def test_a_default_that_is_made_for_each_object_is_made_for_each():
    assert rows.made(User).public_id != rows.made(User).public_id


def test_a_name_that_is_no_column_is_refused():
    with pytest.raises(TypeError):
        rows.made(Comment, flavour="salt")


def test_an_object_of_a_row_is_as_if_loaded_by_django(django_assert_num_queries):
    comment = making.comment(making.article())
    with django_assert_num_queries(1):
        (found,) = Prepared(Comment.objects.with_context).objects()
        loaded = [found.author, found.article, found.article.edition, found.parent]
    (expected,) = Comment.objects.with_context()
    assert loaded == [expected.author, expected.article, expected.article.edition, None]
    names = [column.attname for column in Comment._meta.concrete_fields]
    assert [getattr(found, name) for name in names] == [getattr(expected, name) for name in names]
    found.body = "Pepper."
    found.save(update_fields=["body"])
    assert Comment.objects.get(pk=comment.pk).body == "Pepper."


def test_columns_that_were_not_asked_for_are_loaded_when_needed():
    making.comment(making.article())
    (found,) = Prepared(lambda: Comment.objects.only("number")).objects()
    assert found.get_deferred_fields() >= {"body", "html"}
    assert found.body == Comment.objects.get().body


def test_a_model_that_somebody_listens_to_is_left_to_django():
    heard: list[object] = []

    def listen(instance: OutboxItem, **_more: object) -> None:
        heard.append(instance)

    post_init.connect(listen, sender=OutboxItem)
    rows._is_plain.cache_clear()
    try:
        assert heard == [rows.made(OutboxItem, key="one")]
    finally:
        post_init.disconnect(listen, sender=OutboxItem)
        rows._is_plain.cache_clear()


@pytest.mark.parametrize(
    "name", ["joined_at", "blocked_at", "email", "is_staff", "session_epoch", "public_id", "last_login"]
)
def test_a_value_is_adapted_as_its_field_adapts_it(name):
    column = User._meta.get_field(name)
    for value in (getattr(making.person("Ada", joined_at=making.NOW), name), None):
        assert rows.Adapter(column, connection)(value) == column.get_db_prep_save(value, connection)
