"""Whatever is done to what was chained, behind the guards of the database, is found and named (V64, A60)."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from accounts.actions import chaining
from accounts.chain import proofs, verifying
from accounts.chain.logs import logs
from accounts.enums import TextsAtErasure
from accounts.models import ChainEntry, Checkpoint, DossierAccess, SettingChange
from accounts.privacy import erasure, retention
from accounts.privacy.declarations import registry
from articles.models import PaperEvent
from moderation.models import Decision, StatementOfReasons
from tests.accounts.chain.conftest import LATER, event, setting, sql, unguarded
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
NOISE = "0" * 64


def fault(**asked):
    return verifying.verify(now=asked.pop("now", LATER), **asked).fault


def rewrite_row(entry):
    sql("UPDATE articles_paperevent SET note = 'Politics' WHERE id = %s", entry.key)


def backdate_row(entry):
    sql("UPDATE articles_paperevent SET made_at = %s WHERE id = %s", NOW - timedelta(days=1), entry.key)


def blame_another(entry):
    sql("UPDATE articles_paperevent SET made_by_id = %s WHERE id = %s", making.person().pk, entry.key)


def delete_row(entry):
    sql("DELETE FROM articles_paperevent WHERE id = %s", entry.key)


def delete_entry(entry):
    sql("DELETE FROM accounts_chainentry WHERE number = %s", entry.number)


def delete_both(entry):
    delete_row(entry)
    delete_entry(entry)


def drop_salt(entry):
    sql("UPDATE accounts_chainentry SET salt = '' WHERE number = %s", entry.number)


def pretend_its_end(entry):
    drop_salt(entry)
    delete_row(entry)


def chain_the_change(entry):
    """Do it well: let the entry say what the row says now."""
    rewrite_row(entry)
    digest = logs()[entry.log].said([entry.key])[entry.key].digest(entry.salt)
    sql("UPDATE accounts_chainentry SET digest = %s WHERE number = %s", digest, entry.number)


def move_entry(entry):
    sql("UPDATE accounts_chainentry SET key = %s WHERE number = %s", 10**6, entry.number)


def rewrite_link(entry):
    sql("UPDATE accounts_chainentry SET link = %s WHERE number = %s", NOISE, entry.number)


ACTS = (
    rewrite_row, backdate_row, blame_another, delete_row, delete_entry, delete_both, drop_salt, pretend_its_end,
    chain_the_change, move_entry, rewrite_link,
)  # fmt: skip


def swap_rows(one, other):
    first, second = PaperEvent.objects.get(pk=one.key), PaperEvent.objects.get(pk=other.key)
    for row, with_ in ((first, second), (second, first)):
        sql("UPDATE articles_paperevent SET note = %s WHERE id = %s", with_.note, row.pk)


def swap_entries(one, other):
    for entry, number in ((one, -1), (other, one.number)):
        sql("UPDATE accounts_chainentry SET number = %s WHERE number = %s", number, entry.number)
    sql("UPDATE accounts_chainentry SET number = %s WHERE number = -1", other.number)


def test_what_nobody_touched_is_whole(chained):
    standing = verifying.verify(now=LATER)
    assert (standing.fault, standing.entries, standing.checkpoints, standing.waiting) == (None, 11, 4, 0)


def test_each_entry_is_named_whatever_is_done_to_it(chained):
    entries = list(ChainEntry.objects.filter(log="paper-event"))

    @examples(max_examples=40)
    @given(st.sampled_from(ACTS), st.sampled_from(entries))
    def is_named(act, entry):
        with transaction.atomic():
            act(entry)
            found = fault()
            transaction.set_rollback(True)
        assert found.entry == entry.number

    @examples(max_examples=8)
    @given(st.sampled_from((swap_rows, swap_entries)), st.permutations(entries))
    def the_first_is_named(swap, order):
        one, other = order[:2]
        with transaction.atomic():
            swap(one, other)
            found = fault()
            transaction.set_rollback(True)
        assert found.entry == min(one.number, other.number)

    with unguarded():
        is_named()
        the_first_is_named()
    assert fault() is None


def test_a_checkpoint_that_was_rewritten_is_named(chained):
    changes = (
        {"previous": NOISE}, {"link": NOISE}, {"hash": NOISE}, {"made_at": LATER}, {"is_restored": True},
        {"size": 5}, {"number": 17},
    )  # fmt: skip
    found = []
    with unguarded():
        for change in changes:
            with transaction.atomic():
                QuerySet(Checkpoint).filter(number=2).update(**change)
                found.append(fault().checkpoint)
                transaction.set_rollback(True)
    assert found == [2] * len(changes)


def test_a_checkpoint_that_is_gone_is_missed(chained):
    with unguarded():
        sql("DELETE FROM accounts_checkpoint WHERE number = 2")
    assert fault().checkpoint == 2


def test_entries_beyond_the_last_checkpoint_are_named(chained):
    with unguarded():
        sql("DELETE FROM accounts_checkpoint WHERE number = 4")
    assert fault().entry == 10


def test_a_row_put_among_chained_ones_is_named(chained):
    event(pk=10**6)
    chaining.extend(now=LATER)
    event(pk=10**6 - 1)
    much_later = LATER + timedelta(days=2)
    chaining.extend(now=much_later)
    assert str(fault(now=much_later)) == f"the chain: paper-event {10**6 - 1} was put among rows that had been chained"


def test_a_row_that_was_committed_late_is_chained(chained):
    event(pk=10**6)
    chaining.extend(now=NOW)
    event(pk=10**6 - 1)
    assert chaining.extend(now=NOW + timedelta(hours=1)) == "1 entries"
    assert fault() is None


def test_a_chain_that_was_written_anew_is_told_by_a_checkpoint_that_somebody_kept(chained):
    kept = [proofs.published(one) for one in Checkpoint.objects.order_by("number")]
    with unguarded():
        sql("UPDATE articles_paperevent SET note = 'Politics' WHERE id = %s", ChainEntry.objects.get(number=5).key)
        sql("DELETE FROM accounts_chainentry")
        sql("DELETE FROM accounts_checkpoint")
    chaining.extend(now=NOW)
    assert fault() is None
    assert fault(kept=kept).checkpoint == 1


def test_a_chain_that_was_cut_off_is_told_by_a_checkpoint_that_somebody_kept(chained):
    kept = [proofs.published(one) for one in Checkpoint.objects.order_by("number")]
    with unguarded():
        sql("DELETE FROM accounts_chainentry WHERE number > 9")
        sql("DELETE FROM accounts_checkpoint WHERE number > 3")
    assert fault(kept=kept).checkpoint == 4


def test_the_database_refuses_all_of_that_while_its_guards_stand(chained):
    for table in ("accounts_chainentry", "accounts_checkpoint"):
        for what in (f"UPDATE {table} SET link = '0'", f"DELETE FROM {table}"):  # noqa: S608 # names of ours
            with pytest.raises(IntegrityError), transaction.atomic():
                sql(what)


def test_rows_that_have_reached_their_end_go_with_their_salt_and_break_nothing(chained):
    ends = NOW + timedelta(days=3 * 365, seconds=1)
    retention.run(now=ends)
    assert not SettingChange.objects.exists()
    assert not DossierAccess.objects.exists()
    standing = verifying.verify(now=ends)
    assert (standing.fault, standing.entries, standing.ended) == (None, 11, 4)
    assert set(ChainEntry.objects.filter(log__in=("setting", "dossier")).values_list("salt", flat=True)) == {""}


def test_an_end_before_the_shortest_period_is_none(chained):
    entry = ChainEntry.objects.filter(log="setting").earliest("number")
    with unguarded():
        drop_salt(entry)
        sql("DELETE FROM accounts_settingchange WHERE id = %s", entry.key)
    assert fault(now=NOW + timedelta(days=364)).entry == entry.number


def test_words_of_statements_go_and_the_decision_stays_proved():
    making.rules()
    statement = making.block(making.member()).imposed_by_decision.statement
    chaining.extend(now=NOW)
    ends = NOW + timedelta(days=3 * 365, seconds=1)
    retention.run(now=ends)
    assert StatementOfReasons.objects.get().facts == ""
    assert verifying.verify(now=ends).ended == 1
    assert fault(now=ends) is None
    assert proofs.of("statement", statement.pk) is None
    assert proofs.of("decision", statement.decision.pk)["told"]["statement__reference"] == statement.reference


def test_erasing_people_breaks_nothing(chained):
    blocked = making.block(making.member()).subject
    chaining.extend(now=NOW)
    staff = DossierAccess.objects.get()
    for person in (blocked, staff.staff, staff.person, Decision.objects.earliest("pk").subject):
        erasure.erase(person=person, texts=TextsAtErasure.ERASE, now=NOW)
    assert fault() is None


def test_no_declaration_ends_or_changes_a_chained_row_but_retention():
    for log in logs().values():
        for entry in registry().about(log.model):
            assert not entry.is_deleted
            assert not entry.redacted
        rules = {rule.code for rule in registry().retention if rule.model == log.model}
        assert rules == ({log.ends} if log.ends else set())


def test_every_column_of_a_chained_log_is_hashed_or_left_out_for_a_reason():
    for log in logs().values():
        named = {path.partition("__")[0].removesuffix("_id") for path in (*log.told, *log.withheld, log.at)}
        fields = {one.name for one in apps.get_model(log.model)._meta.local_fields if not one.primary_key}
        assert fields == (named & fields) | set(log.left_out)


def test_columns_that_are_empty_are_not_hashed_so_that_new_ones_change_nothing():
    row = setting(why="")
    said = logs()["setting"].said([row.pk])[row.pk]
    assert said.told == {"what": "retention", "subject": "exports", "before": {}, "after": {"days": 5}}
