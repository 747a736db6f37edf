"""What the doctor finds of a site that stands on real parts, and that it leaves nothing behind (A61)."""

import json
import socket
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse
from django.utils import timezone

from accounts import doctor
from accounts.doctor import Health, machine, work
from accounts.models import Duty, OutboxItem, WorkerBeat
from accounts.outbox import enqueue, worker
from articles import doctor as paper
from articles.push import vapid
from moderation import doctor as desk
from tests.accounts import making
from tests.articles import making as articles
from tests.mailbox import free_port, open_mailbox
from tests.moderation import making as moderation

pytestmark = pytest.mark.django_db
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def found(examination):
    """Return how each thing stands, and what was said of it."""
    return [(one.health.value, one.said, bool(one.mend)) for one in examination(timezone.now())]


def only(examination):
    (one,) = found(examination)
    return one


def test_a_database_that_takes_what_is_written_is_well_and_keeps_nothing_of_it():
    assert only(machine.of_database)[0] == "well"
    assert not Duty.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_takes_nothing_is_ill():
    begin, end = {
        "sqlite": ("PRAGMA query_only = 1", "PRAGMA query_only = 0"),
        "postgresql": ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(begin)
        health, said, is_mendable = only(machine.of_database)
        cursor.execute(end)
    assert (health, is_mendable) == ("ill", True)
    assert "It takes nothing that is written" in said


def test_a_database_of_an_older_version_is_ill():
    newest = MigrationRecorder.Migration.objects.filter(app="moderation").order_by("name").last()
    newest.delete()
    assert only(machine.of_database)[:2] == ("ill", "It is older than this version.")


def test_a_clock_that_was_set_back_is_seen_in_what_was_written():
    assert only(machine.of_clock)[0] == "well"
    enqueue(channel="mail", key="later", payload={"a": 1}, now=timezone.now() + timedelta(hours=1))
    assert only(machine.of_clock)[0] == "ill"


def test_a_disk_says_what_is_left_and_a_folder_that_may_not_be_written_is_ill(settings, tmp_path):
    settings.VAR_DIR = settings.SHARED_DIR = tmp_path
    settings.BACKUP_DIR = tmp_path / "not" / "there"
    assert [(one.about, one.health) for one in machine.of_disk(timezone.now())] == [
        ("BACKUP_DIR", "well"), ("VAR_DIR", "well"),
    ]  # fmt: skip
    assert not settings.BACKUP_DIR.exists()
    settings.BACKUP_DIR = "/proc/1"
    (backup, _var) = found(machine.of_disk)
    assert backup[0] == "ill"


def test_a_redis_that_is_away_is_ill(settings):
    assert only(machine.of_cache)[0] == "well"
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port()}/0"
    assert only(machine.of_cache)[0] == "ill"


def test_what_is_no_production_is_said():
    assert ("doubtful", True) in [(health, is_mendable) for health, _said, is_mendable in found(machine.of_settings)]


def test_what_checks_have_against_production_is_named(settings):
    settings.PRODUCTION, settings.DEBUG, settings.SITE_URL = True, False, "http://news.example"
    said = found(machine.of_settings)
    assert {health for health, _said, _mend in said} == {"ill"}
    assert any("security.W" in one for _health, one, _mend in said)
    assert "SITE_URL is not https." in [one for _health, one, _mend in said]


def test_a_worker_its_duties_and_what_is_stuck(settings):
    settings.PERIODIC = (("a.duty", timedelta(hours=1)), ("another", timedelta(hours=1)))
    assert [health for health, _said, _mend in found(work.of_worker)] == ["ill", "well"]
    now = timezone.now()
    worker.beat("here", now)
    assert [health for health, _said, _mend in found(work.of_worker)] == ["well", "well", "well"]
    Duty.objects.create(name="a.duty", started_at=now, finished_at=now, outcome="failed: ValueError: no")
    Duty.objects.create(name="another", started_at=now, finished_at=now - timedelta(hours=3), outcome="done")
    enqueue(channel="mail", key="stuck", payload={"a": 1}, now=now - timedelta(hours=1))
    assert [said for health, said, _mend in found(work.of_worker) if health == "ill"] == [
        "a.duty: failed: ValueError: no", "another is late.", "1 item is overdue or given up.",
    ]  # fmt: skip
    assert WorkerBeat.objects.count() == OutboxItem.objects.count() == 1


def test_a_mail_server_is_called_and_gets_no_letter(settings):
    assert only(work.of_mail)[0] == "doubtful", "letters reach nobody"
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP, "127.0.0.1"
    with open_mailbox() as mailbox:
        settings.EMAIL_PORT = mailbox.port
        assert only(work.of_mail) == ("well", "The mail server answers.", False)
    assert mailbox.letters == []
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = nobody.getsockname()[1]
        assert only(work.of_mail)[0] == "ill"


@pytest.mark.parametrize(
    ("hours", "health"), [(None, "ill"), (1, "well"), (27, "ill")], ids=["none yet", "of tonight", "of the day before"]
)
def test_the_age_of_the_newest_backup(settings, tmp_path, hours, health):
    settings.BACKUP_DIR, settings.BACKUP_RECIPIENTS = tmp_path, []
    assert only(work.of_backups)[0] == "doubtful"
    settings.BACKUP_RECIPIENTS = ["age1"]
    if hours:
        made = timezone.now() - timedelta(hours=hours)
        (tmp_path / f"{made:gazette-%Y%m%dT%H%M%SZ}.zip.age").touch()
    assert only(work.of_backups)[0] == health


def test_the_store_of_photos_gives_back_what_it_keeps(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert only(paper.of_photos)[0] == "well"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    settings.MEDIA_ROOT = "/proc/1"
    assert only(paper.of_photos)[0] == "ill"


def test_two_keys_of_push_news_that_do_not_belong_together_are_ill(settings):
    settings.PUSH_PUBLIC_KEY, settings.PUSH_PRIVATE_KEY = vapid.make_keys()
    assert only(paper.of_push)[0] == "well"
    settings.PUSH_PUBLIC_KEY = vapid.make_keys()[0]
    assert only(paper.of_push)[0] == "ill"


def test_policies_are_there_in_the_language_of_each_edition():
    assert [said for _health, said, _mend in found(desk.of_policies)] == ["None is in force."] * 2
    moderation.rules()
    articles.edition("ar")
    assert ("ill", "It is not there in the language of: الجريدة.", True) in found(desk.of_policies)


def test_a_part_of_the_paper_without_two_who_answer_is_doubtful():
    articles.edition()
    assert only(desk.of_desk)[0] == "doubtful"
    for _turn in range(2):
        moderation.moderator()
    assert only(desk.of_desk)[0] == "well"


def break_down(_now):
    raise ValueError("no")


def test_what_cannot_be_examined_comes_first_and_hides_nothing_else(settings):
    settings.EXAMINATIONS = ("accounts.doctor.machine.of_database", "tests.accounts.test_doctor.break_down")
    first, second = doctor.examine(timezone.now())
    assert (first.health, second.health) == (Health.ILL, Health.WELL)
    assert "ValueError: no" in first.said


def test_the_command_says_it_in_words_and_for_a_program_and_fails_where_something_is_ill(settings):
    settings.EXAMINATIONS = ("accounts.doctor.machine.of_database",)
    said = StringIO()
    call_command("doctor", stdout=said)
    assert said.getvalue() == "well         Database: It answers and takes what is written.\n"
    settings.EXAMINATIONS += ("tests.accounts.test_doctor.break_down",)
    said = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", "--json", stdout=said)
    assert (ended.value.code, [one["health"] for one in json.loads(said.getvalue())]) == (1, ["ill", "well"])


def test_an_administrator_sees_it_in_the_admin(client):
    client.force_login(making.person(is_staff=True, is_superuser=True))
    assert reverse("admin:accounts_outboxitem_doctor") in client.get(reverse("admin:index")).content.decode()
    page = client.get(reverse("admin:accounts_outboxitem_doctor")).content.decode()
    assert "None was seen for half a minute." in page
    assert "It answers and takes what is written." in page
