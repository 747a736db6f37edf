"""Constants stand in the SQL as the database reads them; what is given with each asking stays a parameter."""

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, Value
from django.db.models.functions import Cast

from accounts.literals import written_out
from accounts.models import User
from accounts.prepared import Given, Prepared
from tests.moderation import making


def test_numbers_and_texts_are_written_out_and_all_else_stays():
    given = Given("pk", BigIntegerField())
    sql, kept = written_out("a = %s AND b LIKE '%%x' AND c = %s AND d = %s AND e = %s", (1, given, "it's 5%", None))
    assert sql == "a = 1 AND b LIKE '%%x' AND c = %s AND d = 'it''s 5%%' AND e = %s"
    assert kept == (given, None)


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["it's", "100 % sure, %s", "a ? and a :name", 'back\\slash "quoted"', "é\n🙂", ""])
def test_the_database_reads_what_was_written(said):
    person = making.person("Ada")
    named = User.objects.filter(name=Given("name", CharField())).annotate(said=Cast(Value(said), CharField()))
    question = Prepared(lambda: named.values_list("pk", "said"))
    assert question.rows(name="Ada") == [(person.pk, said)]
    assert [one.name for one in question.compiled(connection).parameters] == ["name"]
