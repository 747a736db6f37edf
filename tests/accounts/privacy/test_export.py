"""The copy: everything declared, nothing of others (V36, P12, P13)."""

import io
import json
import zipfile
from posixpath import dirname, join, normpath

import jsonschema
import pytest
from django.utils import timezone

from accounts.actions import exports
from accounts.models import Export, OutboxItem
from accounts.outbox import delivery
from accounts.privacy import archive, export, schema
from accounts.privacy.declarations import registry
from accounts.privacy.offline import path
from tests.accounts import making
from tests.accounts.making import NOW
from tests.accounts.privacy.test_offline import Reader
from tests.journeys.leaver import MARK, Leaver

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files():
    yield
    for file in (*archive.folder().iterdir(), *archive.KEYS.folder().iterdir()):
        file.unlink()


def work():
    now = timezone.now()
    while item := delivery.claim(now=now):
        delivery.deliver(item, now=now)


def fetched(person) -> zipfile.ZipFile:
    exports.request(person=person, now=timezone.now())
    OutboxItem.objects.exclude(channel="export").delete()
    work()
    made = Export.objects.get(person=person)
    return zipfile.ZipFile(io.BytesIO(b"".join(exports.fetch(export=made, now=timezone.now()))))


@pytest.fixture
def leaver():
    made = Leaver()
    made.person.exports.all().delete()
    made.moderator.name = "Secretmoderator"
    made.moderator.email = "secretmoderator@example.org"
    made.moderator.save()
    type(made.reply.author).objects.filter(pk=made.reply.author_id).update(name="Secretreader", email="secret@r.org")
    return made


def validator(described):
    """What `jsonschema.validate` asks, which looks through the schema itself each time: that takes a second."""
    return jsonschema.Draft202012Validator(described, format_checker=jsonschema.FormatChecker())


def test_the_copy_validates_against_its_schema(leaver):
    with fetched(leaver.person) as file:
        data, described = json.loads(file.read("data.json")), json.loads(file.read("schema.json"))
    jsonschema.Draft202012Validator.check_schema(described)
    validator(described).validate(data)
    assert described == schema.of_export()


def test_the_schema_refuses_what_is_not_declared(leaver):
    data = json.loads(json.dumps(export.as_data(leaver.person, now=NOW), default=str))
    data["parts"]["moderation.Comment:author"]["rows"][0]["colour"] = "red"
    with pytest.raises(jsonschema.ValidationError):
        validator(schema.of_export()).validate(data)


def test_the_copy_holds_every_table_that_holds_something(leaver):
    with fetched(leaver.person) as file:
        parts = json.loads(file.read("data.json"))["parts"]
    for entry in registry().personal:
        count = entry.rows(leaver.person).count()
        if entry.model in ("accounts.OutboxItem", "accounts.Export"):
            continue  # the copy is itself one of these, and made in between
        if entry.is_confidential:
            assert count
            assert entry.code not in parts
            continue
        assert len(parts.get(entry.code, {"rows": []})["rows"]) == count, entry.code
    texts = {row["body"] for row in parts["moderation.Comment:author"]["rows"]}
    assert {text[: len(MARK)] for text in texts} == {MARK}


def test_nobody_else_is_in_it(leaver):
    with fetched(leaver.person) as file:
        everything = " ".join(file.read(name).decode() for name in file.namelist()).lower()
    assert "secret" not in everything
    assert MARK in everything


def test_the_readable_copy_opens_offline(leaver):
    with fetched(leaver.person) as file:
        pages = {name: file.read(name).decode() for name in file.namelist() if name.endswith(".html")}
        names, data = set(file.namelist()), file.read("search-data.js").decode()
    led = {normpath(join(dirname(name), asked)) for name, page in pages.items() for asked in Reader(page).asked}
    assert led == names
    assert {name.rpartition(".")[2] for name in names if name.startswith("files/")} == {"pdf"}  # scans of letters
    assert all(MARK in text for text in (data, pages["parts/moderation-comment-author-1.html"]))


def test_a_part_is_as_long_on_its_pages_as_it_is_for_programs(leaver):
    with fetched(leaver.person) as file:
        parts = json.loads(file.read("data.json"))["parts"]
        rows = {code: file.read(path(code)).decode().count('<li id="r') for code in parts}
    assert rows == {code: len(one["rows"]) for code, one in parts.items()}


def test_a_second_request_is_answered_by_the_copy_in_the_making():
    person = making.person()
    first = exports.request(person=person, now=NOW)
    assert exports.request(person=person, now=NOW) == first
    assert OutboxItem.objects.count() == 1


def test_a_ready_copy_is_announced_and_can_be_fetched_three_times():
    person, now = making.person(language="en"), timezone.now()
    made = exports.request(person=person, now=now)
    work()
    made.refresh_from_db()
    assert (made.expires_at - made.ready_at).days == 7
    assert OutboxItem.objects.filter(key=f"export:{made.pk}:ready", person=person).exists()
    for _ in range(3):
        exports.fetch(export=made, now=now).close()
    with pytest.raises(exports.ExportGone):
        exports.fetch(export=made, now=now)


def test_a_copy_is_gone_after_seven_days_and_a_new_one_replaces_it():
    person = making.person()
    made = exports.request(person=person, now=timezone.now())
    work()
    made.refresh_from_db()
    with pytest.raises(exports.ExportGone):
        exports.fetch(export=made, now=made.expires_at)
    exports.request(person=person, now=timezone.now())
    assert not list(archive.folder().iterdir())
    assert Export.objects.get().ready_at is None


def test_an_item_delivered_twice_makes_one_copy():
    person = making.person()
    made = exports.request(person=person, now=timezone.now())
    item = OutboxItem.objects.get()
    export.deliver(item)
    export.deliver(item)
    assert len(list(archive.folder().iterdir())) == 1
    assert Export.objects.get(pk=made.pk).ready_at


def test_the_folder_is_closed_to_others():
    assert archive.folder().stat().st_mode & 0o077 == 0


def test_each_part_of_the_copy_has_a_name_of_its_own(leaver):
    names = [part.name for part in export.dossier(leaver.person)]
    assert len(names) > len(registry().personal) // 2
    assert sorted(names) == sorted(set(names))
