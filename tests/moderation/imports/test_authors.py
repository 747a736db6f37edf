"""Whoever wrote elsewhere has no account here, and goes when they ask for it (C71)."""

import pytest
from django.db import connection

from accounts.enums import TextsAtErasure
from accounts.models import Closure, OutboxItem, User
from accounts.personal_data.retention import UNCONFIRMED, UNUSED_ACCOUNTS
from accounts.privacy import export
from moderation import permissions
from moderation.actions import decisions, imported, sanctions
from moderation.enums import SanctionKind, Status
from moderation.imports.formats import FORMATS
from moderation.models import Comment
from tests.moderation import making
from tests.moderation.imports.exporting import NOW, by_old_id, post, run

pytestmark = pytest.mark.django_db


def test_nobody_gets_an_account_and_no_address_is_stored(article):
    for name in FORMATS:
        run(name)
    people = User.objects.filter(imported__isnull=False)
    assert set(people.values_list("email", "is_active", "name_skeleton", "password")) == {(None, False, None, "!")}
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 # names of our own tables
            assert not any("example.com" in str(row) or "192.0.2" in str(row) for row in cursor.fetchall()), table


def test_no_job_takes_an_imported_author_for_an_account(article):
    run()
    for rule in (UNCONFIRMED, UNUSED_ACCOUNTS):
        assert not User.objects.filter(rule.expired(NOW), imported__isnull=False).exists()


def test_one_person_may_have_several_comments_and_a_bare_name_is_nobody_else(article, written):
    anonymous = '<post dsq:id="{}"><message>A</message><createdAt>2019-05-04T07:15:00Z</createdAt>{}</post>'
    who = '<author><name>Guest</name></author><thread dsq:id="1"/>'
    run(path=written(post(1), post(2), anonymous.format(3, who), anonymous.format(4, who)))
    authors = {key: one.author_id for key, one in by_old_id().items()}
    assert authors["1"] == authors["2"]
    assert len(set(authors.values())) == 3


def test_an_imported_author_is_erased_everywhere_and_no_import_brings_them_back(article, written, client):
    path = written(post(1), post(2, 1, name="Ben Oduya"), post(3))
    run(path=path)
    imported.erase(person=by_old_id()["1"].author, texts=TextsAtErasure.ERASE, now=NOW)
    page = client.get(f"/en/articles/{article.pk}/comments/").content.decode()
    assert "Ada Mirel" not in page
    assert not Comment.objects.filter(author__name="Ada Mirel").exists()
    assert {key: one.body for key, one in by_old_id().items()} == {"1": "", "2": "Words.", "3": ""}
    assert Closure.objects.get().erased_at == NOW
    assert not OutboxItem.objects.filter(channel="mail").exists()
    report = run(path=written(post(1), post(4), post(5), post(6, 5, name="Ben Oduya")))
    assert report.as_json()["left_out"]["author-erased"]["keys"] == ["4", "5"]
    assert (report.published, report.places) == (1, 1)
    assert not User.objects.filter(name="Ada Mirel").exists()


def test_an_erased_name_leaves_the_texts_where_that_is_wished(article):
    run()
    first = by_old_id()["9001"]
    imported.erase(person=first.author, texts=TextsAtErasure.KEEP, now=NOW)
    first.refresh_from_db()
    assert first.is_readable
    assert "Former member" in first.card
    assert "Ada Mirel" not in Comment.objects.get(parent=first).card


def test_somebody_with_an_account_is_not_erased_that_way(article):
    with pytest.raises(imported.HasAccount):
        imported.erase(person=making.person(), texts=TextsAtErasure.KEEP, now=NOW)


def test_a_copy_of_what_is_held_about_an_imported_author_has_all_of_it(article):
    run()
    held = export.as_data(by_old_id()["9001"].author, now=NOW)
    assert "adamirel" not in str(held)
    assert "https://old.example.org/2019/05/harbour/#comment-9001" in str(held)


def test_nobody_is_blocked_who_has_no_account(article):
    making.rules()
    run()
    comment, moderator = by_old_id()["9001"], making.moderator()
    assert not permissions.may_sanction(moderator, comment.author)
    with pytest.raises(sanctions.NotAllowed):
        making.block(comment.author, by=moderator, kind=SanctionKind.BLOCK, evidence=comment)


def test_an_imported_comment_is_removed_with_reasons_and_without_a_letter(article):
    making.rules()
    run()
    comment = by_old_id()["9001"]
    decisions.remove(comment=comment, version=1, moderator=making.moderator(), reasons=making.reasons(), now=NOW)
    comment.refresh_from_db()
    assert comment.status == Status.REMOVED
    assert not OutboxItem.objects.filter(channel="mail").exists()
