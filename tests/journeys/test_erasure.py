"""Nothing about an erased person is left in any table or file, but what is listed (V31)."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from accounts.actions import closing
from accounts.enums import TextsAtErasure
from accounts.models import BlockTrace, Closure, ErasedPerson, Export, OutboxItem, User
from accounts.outbox import delivery
from accounts.privacy import archive, disk, erasure, ledger, sealing, traces
from accounts.privacy.declarations import registry
from moderation.models import Appeal, CaseComment, Comment, SealedCopy, Thread
from tests.journeys.leaver import ADDRESS, MARK, NAME, Leaver
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db

#: The listed ledgers: words of the staff about a restriction and about why a dossier was opened. Each expires.
LEDGERS = {
    "accounts_dossieraccess.what",
    "accounts_dossieraccess.purpose",
    "moderation_statementofreasons.facts",
    "moderation_statementofreasons.law",
    "moderation_statementofreasons.procedure",
    "moderation_statementofreasons.scope",
    "moderation_statementofreasons.why",
    "moderation_appeal.answer",
}


def places(word: str) -> set[str]:
    """Find every column of every table that holds `word`."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 # our own tables
            names = [column[0] for column in cursor.description]
            rows = cursor.fetchall()
            found |= {f"{table}.{n}" for row in rows for n, v in zip(names, row, strict=True) if word in str(v).lower()}
    return found


def files(word: str) -> list[str]:
    """Find every file of the site, apart from the database itself, that holds or is named after `word`."""
    all_files = [p for p in settings.VAR_DIR.rglob("*") if p.is_file() and "sqlite3" not in p.name]
    return [str(p) for p in all_files if word in p.name.lower() or word.encode() in p.read_bytes().lower()]


def _table_column(declared: str) -> str:
    model, column = declared.rsplit(".", 1)
    return f"{apps.get_model(model)._meta.db_table}.{column}"


def send_everything(now):
    while item := delivery.claim(now=now):
        delivery.deliver(item, now=now)


@pytest.fixture
def leaver():
    yield Leaver()
    ledger.path().unlink(missing_ok=True)
    for file in (*archive.folder().iterdir(), *archive.KEYS.folder().iterdir(), *sealing.folder().iterdir()):
        file.unlink()


def test_the_leaver_has_something_in_every_declared_table(leaver):
    assert [entry.code for entry in registry().personal if not entry.rows(leaver.person).exists()] == [
        "accounts.BlockTrace:matched", "moderation.SealedCopy:comment__author",
    ]  # left only by an erasure  # fmt: skip


def test_no_trace_is_left_but_the_listed_ledgers(leaver):
    quoted = making.comment(leaver.article, author=leaver.person, body=f"{MARK} and {MARK} again")
    making.comment(leaver.article, parent=quoted, body=f"> {quoted.body}\nI disagree")
    assert places(MARK) >= {_table_column(column) for column in leaver.planted}
    assert files(MARK)

    closing.erase_now(person=leaver.person, texts=TextsAtErasure.ERASE, now=NOW)
    send_everything(NOW)

    assert places(MARK) == LEDGERS
    assert files(MARK) == []


def test_what_the_scan_cannot_read_is_what_was_reported_contested_or_removed_and_no_more(leaver):
    contested = Appeal.objects.open().values_list("contested__comment", flat=True)
    about = (leaver.comment.pk, leaver.removed.pk, *contested)
    kept = Comment.objects.by(leaver.person).filter(pk__in=[pk for pk in about if pk])
    said = dict(kept.values_list("pk", "body"))
    closing.erase_now(person=leaver.person, texts=TextsAtErasure.ERASE, now=NOW)
    copies = SealedCopy.objects.all()
    assert {copy.comment_id: sealing.opened(copy.key, bytes(copy.data)) for copy in copies} == said


def test_the_account_is_an_empty_row_with_its_number(leaver):
    number = leaver.person.public_id
    closing.erase_now(person=leaver.person, texts=TextsAtErasure.ERASE, now=NOW)
    person = User.objects.get(public_id=number)
    assert (person.email, person.name, person.is_active, person.is_staff, person.erased_at) == (
        None, "", False, False, NOW,
    )  # fmt: skip
    assert not person.has_usable_password()
    assert not person.groups.exists()
    assert not person.sessions.exists()


def test_the_trace_of_the_block_survives_and_stops_the_mailbox(leaver):
    closing.erase_now(person=leaver.person, texts=TextsAtErasure.ERASE, now=NOW)
    found = traces.find(email=f"{MARK}900+again@EXAMPLE.org", now=NOW)
    assert (found.ordinal, found.decision_reference) == (1, leaver.statement.reference)
    assert BlockTrace.objects.count() == 3


def test_the_receipt_goes_to_the_former_mailbox_and_says_what_became_of_what(leaver, mailoutbox):
    closing.erase_now(person=leaver.person, texts=TextsAtErasure.ERASE, now=NOW)
    send_everything(NOW)
    (letter,) = mailoutbox
    assert letter.to == [ADDRESS]
    assert "- Sessions: 1" in letter.body
    assert "- Comments: 4" in letter.body
    assert "Statements of reasons: 1. " in letter.body
    assert "Until 1 March 2029 at the latest." in letter.body
    assert Closure.objects.get(erased_at=NOW).receipt["deleted"]["accounts.Session"] == 1
    assert OutboxItem.objects.exclude(payload={}).count() == 0


def test_erasing_twice_changes_nothing_more(leaver):
    closing.erase_now(person=leaver.person, texts=TextsAtErasure.ERASE, now=NOW)
    before = ErasedPerson.objects.values_list("digest", flat=True).get()
    erasure.erase(person=leaver.person, now=NOW + timedelta(days=1))
    assert ErasedPerson.objects.values_list("digest", flat=True).get() == before
    leaver.person.refresh_from_db()
    assert leaver.person.erased_at == NOW


def test_comments_leave_tombstones_and_counts_follow(leaver):
    before = Thread.objects.get().published_count
    closing.request(person=leaver.person, texts=TextsAtErasure.ERASE, now=NOW)
    hidden = Thread.objects.get().published_count
    closing.erase_due(now=NOW + closing.WINDOW)
    comment = Comment.objects.get(pk=leaver.comment.pk)
    assert (before - hidden, Thread.objects.get().published_count) == (2, hidden)
    assert "deleted" in comment.card
    assert (comment.body, comment.html, comment.erased_at) == ("", "", NOW + closing.WINDOW)
    assert Thread.objects.get().published_count == Comment.objects.readable().count()
    assert not CaseComment.objects.filter(comment__author=leaver.person, is_open=True).exists()


def test_texts_left_on_wish_stay_where_they_were_without_a_name(leaver):
    Comment.objects.filter(pk=leaver.comment.pk).update(body="What I think", html="<p>What I think</p>")
    before = Thread.objects.get().published_count
    closing.erase_now(person=leaver.person, texts=TextsAtErasure.KEEP, now=NOW)
    comment = Comment.objects.get(pk=leaver.comment.pk)
    assert (comment.body, comment.erased_at) == ("What I think", None)
    assert "What I think" in comment.card
    assert NAME not in comment.card
    assert NAME not in Comment.objects.get(pk=leaver.reply.pk).card
    assert Thread.objects.get().published_count == before
    for gone in (leaver.removed, leaver.held):
        gone.refresh_from_db()
        assert (gone.body, gone.erased_at) == ("", NOW)


def test_an_export_is_deleted_with_its_file(leaver):
    closing.erase_now(person=leaver.person, texts=TextsAtErasure.ERASE, now=NOW)
    assert not Export.objects.exists()
    assert [*archive.folder().iterdir(), *archive.KEYS.folder().iterdir()] == []


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_in_the_database_file_either(leaver):
    if connection.vendor != "sqlite":
        assert disk.clean(now=NOW) == "left to the database"
        return
    database = Path(connection.settings_dict["NAME"])
    journal = database.with_name(f"{database.name}-wal")

    def words():
        return set(re.findall(rb"qzx\d{3}", database.read_bytes() + journal.read_bytes()))

    assert ADDRESS.split("@")[0].encode() in words()
    closing.erase_now(person=leaver.person, texts=TextsAtErasure.ERASE, now=NOW)
    send_everything(NOW)
    assert disk.clean(now=NOW) == "done"
    allowed = set()
    with connection.cursor() as cursor:
        for place in LEDGERS:
            table, column = place.split(".")
            cursor.execute(f"SELECT {column} FROM {table}")  # noqa: S608 # our own tables
            allowed |= {word for (text,) in cursor.fetchall() for word in re.findall(rb"qzx\d{3}", text.encode())}
    assert words() == allowed
