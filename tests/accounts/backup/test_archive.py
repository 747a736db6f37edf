"""`manage.py backup` and `restore`: one command each, on both databases and from one to the other (QR6, V33, V60)."""

import json
import sqlite3
from datetime import timedelta
from threading import Event, Thread
from zipfile import ZipFile

import psycopg
import pyrage
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from accounts.actions import closing, exports
from accounts.backup import archive
from accounts.enums import TextsAtErasure
from accounts.models import BlockTrace, Export, OutboxItem, User
from accounts.privacy import archive as archived
from accounts.privacy import export, ledger, sealing
from moderation.models import Report, SealedCopy
from moderation.personal_data.retention import SEALED_COPIES
from tests.accounts import making as accounts
from tests.accounts.backup.conftest import asked, hashes, opened
from tests.accounts.making import NOW
from tests.moderation import making

pytestmark = pytest.mark.django_db(transaction=True)


def saved(settings):
    return archive.save(settings.BACKUP_DIR, settings.BACKUP_RECIPIENTS, now=NOW)


@pytest.mark.parametrize("machine", [pytest.param("bare", id="into a database without tables")], indirect=True)
def test_what_is_restored_is_what_was_saved_guarded_and_counts_on(newsroom, machine, secret, settings, tmp_path):
    check_that_it_comes_back(newsroom.article.title, machine, saved(settings), secret, tmp_path)


@pytest.mark.postgresql
@pytest.mark.parametrize("machine", ["sqlite"], indirect=True)
def test_it_may_be_restored_to_another_kind_of_database(newsroom, machine, secret, settings, tmp_path):
    check_that_it_comes_back(newsroom.article.title, machine, saved(settings), secret, tmp_path)


#: What readers' search looks in is in no backup: the database that takes the articles works it out anew.
SEARCHED = {
    "sqlite": "SELECT title FROM articles_article WHERE id IN (SELECT rowid FROM articles_search WHERE articles_search "
    "MATCH 'head: harbour')",
    "postgres": "SELECT title FROM articles_article WHERE search_head @@ 'harbour'",
}


def check_that_it_comes_back(title, machine, file, secret, tmp_path):
    done = machine.restore(file, secret)
    assert done.returncode == 0, done.stderr
    assert (machine.var / "media" / "photos" / "kept.avif").read_bytes() == b"\0a photo\xff"
    assert asked(machine, SEARCHED[machine.url.partition(":")[0]]) == [(title,)]
    recipient = str(pyrage.x25519.Identity.from_str(secret).to_public())
    again = machine.manage("backup", BACKUP_RECIPIENTS=recipient, BACKUP_DIR=str(tmp_path / "again"))
    assert again.returncode == 0, again.stderr
    (second,) = (tmp_path / "again").glob("*.age")
    before, after = (hashes(opened(one, secret, tmp_path)) for one in (file, second))
    assert before == after
    assert "moderation.decision" in before
    check_that_it_is_guarded_and_counts_on(machine)


def check_that_it_is_guarded_and_counts_on(machine):
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.IntegrityConstraintViolation), match="append-only"):
        asked(machine, "UPDATE moderation_decision SET measure = 'keep'")
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.IntegrityConstraintViolation), match="append-only"):
        asked(machine, "DELETE FROM articles_correction")
    said = machine.manage("createsuperuser", "--noinput", "--email", "next@example.org", "--name", "Next")
    assert said.returncode == 0, said.stderr
    assert asked(machine, "SELECT max(id) FROM accounts_user") > [(User.objects.latest("pk").pk,)]


def test_of_two_at_once_one_is_refused_and_the_other_is_whole(secret, settings):
    with archive._workplace() as folder:
        with pytest.raises(archive.NoBackup, match="under way"):
            saved(settings)
        assert folder.exists()


def test_what_a_killed_backup_left_goes_with_the_next(secret, settings):
    settings.BACKUP_DIR.mkdir(parents=True, exist_ok=True)
    left = settings.BACKUP_DIR / "gazette-20260301T000000Z.zip.part"
    left.write_bytes(b"half")
    saved(settings)
    assert not left.exists()


def test_it_is_of_one_moment_while_others_write(machine, secret, settings):
    begun, stop = Event(), Event()

    def write():
        while not stop.is_set():
            with transaction.atomic():
                accounts.member()
            begun.set()
        connection.close()

    writer = Thread(target=write)
    writer.start()
    try:
        assert begun.wait(20)
        file = saved(settings)
    finally:
        stop.set()
        writer.join()
    done = machine.restore(file, secret)
    assert done.returncode == 0, done.stderr
    ((people,),) = asked(machine, "SELECT count(*) FROM accounts_user")
    ((addresses,),) = asked(machine, "SELECT count(*) FROM account_emailaddress")
    assert 0 < people == addresses


@pytest.mark.once  # the ledger tells; what is in a backup, the tests above ask of both
def test_whoever_was_erased_since_stays_erased(newsroom, machine, secret, settings):
    leaves, file = newsroom.author, saved(settings)
    closing.erase_now(person=leaves, texts=TextsAtErasure.ERASE, now=NOW)
    try:
        archive.save(settings.BACKUP_DIR, settings.BACKUP_RECIPIENTS, now=NOW + timedelta(days=1))
    finally:
        ledger.path().unlink()
    done = machine.restore(file, secret)
    assert "Erased 1 accounts again" in done.stdout, done.stderr
    assert (leaves.pk, "", None) in asked(machine, "SELECT id, name, email FROM accounts_user")
    # whose block goes on being remembered (V75)
    marked = set(BlockTrace.objects.values_list("digest", "ordinal"))
    assert marked == set(asked(machine, "SELECT digest, ordinal FROM accounts_blocktrace"))
    assert len(marked) == 1


@pytest.mark.once  # as above, of keys
def test_a_sealed_copy_comes_back_with_its_key_unless_its_end_has_come(newsroom, machine, secret, settings):
    ends = making.comment(newsroom.article, author=newsroom.author)
    for comment in (newsroom, ends):
        Report.objects.create(comment=comment, kind="ground", ground=making.ground(5), received_at=NOW)
    closing.erase_now(person=newsroom.author, texts=TextsAtErasure.ERASE, now=timezone.now())
    SealedCopy.objects.filter(comment=ends).update(counted_from=timezone.now() - SEALED_COPIES.keep)
    kept, gone = (SealedCopy.objects.get(comment=comment) for comment in (newsroom, ends))
    try:
        done = machine.restore(saved(settings), secret)
        assert asked(machine, "SELECT comment_id FROM moderation_sealedcopy") == [(newsroom.pk,)], done.stderr
        found = {path.stem for path in (machine.var / "seals").iterdir()}  # tests beside this one keep keys there, too
        assert (str(kept.key) in found, str(gone.key) in found) == (True, False)
        assert (machine.var / "seals").stat().st_mode & 0o077 == 0  # nobody else on the machine reads the keys
    finally:
        sealing.destroy([kept.key, gone.key])
        ledger.path().unlink()


def test_nothing_of_it_can_be_read_and_nothing_is_left_in_the_open(newsroom, secret, settings, tmp_path):
    crashed = settings.VAR_DIR / "backup-crashed" / "backup.zip"
    crashed.parent.mkdir()
    crashed.write_bytes(b"left by a crash")
    file = saved(settings)
    assert newsroom.author.email.encode() not in file.read_bytes()
    assert list(settings.VAR_DIR.glob("backup-*")) == []
    assert newsroom.author.email.encode() in opened(file, secret, tmp_path).read("tables/accounts.user.jsonl")


def test_copies_that_people_made_stay_behind_with_their_keys(newsroom, secret, settings, tmp_path):
    exports.request(person=newsroom.author, now=NOW)
    export.deliver(OutboxItem.objects.get(channel="export"))
    made = Export.objects.get()
    try:
        names = opened(saved(settings), secret, tmp_path).namelist()
    finally:
        archived.discard(made.file)
    assert "tables/accounts.export.jsonl" not in names
    assert not [name for name in names if made.file.partition(".")[0] in name]


def test_sessions_stay_behind(client, newsroom, secret, settings, tmp_path):
    client.force_login(newsroom.author)
    packed = opened(saved(settings), secret, tmp_path)
    assert client.session.session_key
    assert "tables/accounts.session.jsonl" not in packed.namelist()


def damaged(file, **_):
    whole = bytearray(file.read_bytes())
    whole[-20] ^= 1
    file.write_bytes(whole)


def cut(file, **_):
    file.write_bytes(file.read_bytes()[:-100])


def encrypted(file, settings, write):
    plain = file.with_suffix(".plain")
    with ZipFile(plain, "w") as packed:
        write(packed)
    keys = [pyrage.x25519.Recipient.from_str(key) for key in settings.BACKUP_RECIPIENTS]
    pyrage.encrypt_file(str(plain), str(file), keys)


def of_something_else(file, settings):
    encrypted(file, settings, lambda packed: packed.writestr("letter.txt", "Hello."))


def of_another_version(file, settings):
    manifest = {"format": archive.FORMAT, "migrations": [["accounts", "9999_later"]], "tables": {}, "files": {}}
    encrypted(file, settings, lambda packed: packed.writestr("manifest.json", json.dumps(manifest)))


def of_somewhere_else(file, settings):
    manifest = {"format": archive.FORMAT, "migrations": [], "tables": {}, "files": {"../outside": "0"}}
    encrypted(file, settings, lambda packed: packed.writestr("manifest.json", json.dumps(manifest)))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(damaged, "it is damaged", id="a byte has changed"),
        pytest.param(cut, "it is damaged", id="its end is missing"),
        pytest.param(of_something_else, "holds no backup of Gazette", id="it is something else"),
        pytest.param(of_another_version, "A version that has accounts.9999_later made this backup", id="it is too new"),
        pytest.param(of_somewhere_else, "../outside would lie outside SHARED_DIR", id="it reaches out"),
    ],
)
def test_what_cannot_be_restored_is_refused_in_words(secret, settings, spoil, said):
    file = saved(settings)
    spoil(file, settings=settings)
    with pytest.raises(archive.NoBackup) as refused:
        archive.restore(file, [secret])
    assert said in str(refused.value)
    assert list(settings.VAR_DIR.glob("backup-*")) == []


def test_a_strangers_key_opens_nothing(secret, settings):
    with pytest.raises(archive.NoBackup, match="or for another key"):
        archive.restore(saved(settings), [archive.new_key()[1]])


def test_nobody_is_restored_over_people(secret, settings):
    file = saved(settings)
    accounts.person()
    with pytest.raises(archive.NoBackup, match="Name an empty one in DATABASE_URL"):
        archive.restore(file, [secret])
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("recipients", "said"),
    [
        pytest.param([], "backup --new-key FILE", id="none"),
        pytest.param(["AGE-SECRET-KEY-1X"], "It begins with age1", id="a secret one"),
    ],
)
def test_without_a_key_nothing_is_saved(settings, tmp_path, recipients, said):
    settings.BACKUP_RECIPIENTS, settings.BACKUP_DIR = recipients, tmp_path / "backups"
    with pytest.raises(CommandError, match=said):
        call_command("backup")
    assert not settings.BACKUP_DIR.exists()


def test_a_new_key_is_for_its_owner_and_replaces_none(tmp_path, capsys):
    file = tmp_path / "key"
    call_command("backup", new_key=file)
    named = capsys.readouterr().out.split()[0].removeprefix("BACKUP_RECIPIENTS=")
    kept = file.read_text()
    assert f"# public key: {named}\n" in kept
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", new_key=file)
    assert file.read_text() == kept


def test_backups_go_when_their_time_is_over(secret, settings, capsys):
    for days in (36, 34):
        archive.save(settings.BACKUP_DIR, settings.BACKUP_RECIPIENTS, now=timezone.now() - timedelta(days=days))
    (settings.BACKUP_DIR / "notes.txt").write_text("Ours.")
    call_command("backup")
    assert "1 older ones dropped" in capsys.readouterr().out
    assert len(list(settings.BACKUP_DIR.glob("*.age"))) == 2
    assert (settings.BACKUP_DIR / "notes.txt").exists()
