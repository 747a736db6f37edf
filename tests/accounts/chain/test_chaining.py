"""The worker chains what was written: whoever writes pays nothing, and nothing is half done (V64, A60)."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from io import StringIO
from itertools import count

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, connections

from accounts.actions import chaining
from accounts.chain import verifying
from accounts.doctor import Health, work
from accounts.models import ChainEntry, Checkpoint, Duty
from articles.models import PaperEvent
from tests.accounts.chain.conftest import LATER, event, sql, unguarded
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db


def whole():
    standing = verifying.verify(now=LATER)
    return standing.fault, standing.entries, standing.waiting


def test_each_log_is_chained_once(chained):
    assert chaining.extend(now=LATER) == "0 entries"
    assert set(ChainEntry.objects.values_list("log", flat=True)) == {"paper-event", "setting", "dossier", "decision"}
    assert Checkpoint.objects.count() == 4


def test_long_runs_have_a_checkpoint_every_so_many_entries():
    making.person()
    PaperEvent.objects.bulk_create(
        PaperEvent(thing="section", key="4", act="change", made_at=NOW) for _ in range(chaining.BATCH + 1)
    )
    chaining.extend(now=NOW)
    assert list(Checkpoint.objects.order_by("number").values_list("size", flat=True)) == [256, 257]
    assert whole() == (None, 257, 0)


def test_who_writes_leaves_the_chaining_to_the_worker():
    making.rules()
    making.comment(making.article())
    assert not ChainEntry.objects.exists()
    assert verifying.verify(now=LATER).waiting == 1


def die_before(write):
    """Chain in a copy of this process, which dies before that write."""
    connections.close_all()
    child = os.fork()
    if not child:
        writes = count(1)

        def dying(execute, sql, params, many, context):
            if sql.startswith("INSERT") and next(writes) == write:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(dying):
            chaining.extend(now=NOW)
        os._exit(0)
    return os.waitpid(child, 0)[1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("write", [1, 2])
def test_a_worker_that_is_killed_leaves_nothing_half_done(write):
    event()
    assert die_before(write) == signal.SIGKILL
    assert whole() == (None, 0, 1)
    chaining.extend(now=NOW)
    assert whole() == (None, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_time_chain_each_row_once():
    for _ in range(20):
        event()

    def extend(_number):
        try:
            return chaining.extend(now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        said = set(pool.map(extend, range(4)))
    assert said <= {"20 entries", "0 entries", "another worker was at it"}
    assert whole() == (None, 20, 0)


@pytest.mark.django_db(transaction=True)
def test_the_daily_look_and_the_command_name_the_first_broken_entry(chained, tmp_path, client):
    kept = tmp_path / "checkpoints.json"
    kept.write_bytes(client.get("/checkpoints.json").content)
    said, complained = StringIO(), StringIO()
    run = partial(call_command, "verify_chain", kept=kept, stdout=said, stderr=complained)
    run()
    assert said.getvalue().startswith("11 entries below 4 checkpoints are as they were chained.")
    assert chaining.verify(now=NOW).startswith("11 entries up to checkpoint 4")
    entry = ChainEntry.objects.get(number=5)
    with unguarded():
        sql("UPDATE articles_paperevent SET note = 'Politics' WHERE id = %s", entry.key)
    named = f"entry 5 (paper-event {entry.key}): its row says something else"
    with pytest.raises(SystemExit) as ended:
        run()
    assert ended.value.code == 1
    assert complained.getvalue().splitlines()[0] == f"BROKEN at {named}"
    with pytest.raises(chaining.ChainBroken) as broken:
        chaining.verify(now=NOW)
    assert str(broken.value) == named


def test_a_file_that_holds_no_checkpoints_is_refused_in_words(tmp_path):
    (tmp_path / "none.json").write_text("[]")
    with pytest.raises(CommandError, match="holds no checkpoints"):
        call_command("verify_chain", kept=tmp_path / "none.json")


def test_a_restored_backup_is_told_by_a_checkpoint(chained):
    call_command("replay_erasures", stdout=StringIO())
    newest = Checkpoint.objects.newest()
    assert (newest.number, newest.size, newest.is_restored) == (5, 11, True)
    assert whole() == (None, 11, 0)


def test_the_doctor_says_how_far_the_chain_reaches_and_when_it_was_compared():
    def said(now):
        (one,) = work.of_chain(now)
        return one.health, one.said

    assert said(NOW) == (Health.WELL, "Nothing is to be chained yet.")
    event()
    assert said(NOW + timedelta(hours=2)) == (
        Health.ILL,
        "Something that was written an hour ago is not chained yet.",
    )
    chaining.extend(now=NOW)
    compared = "Entries: 1, the newest of 2 March 2026, 12:00; last compared: "
    assert said(NOW) == (Health.WELL, f"{compared}not yet.")
    Duty.objects.create(name=work.VERIFIES, finished_at=NOW + timedelta(minutes=3))
    assert said(NOW) == (Health.WELL, f"{compared}2 March 2026, 12:03.")
    assert work.VERIFIES in dict(settings.PERIODIC)
