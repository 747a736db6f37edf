"""What is stored and nobody declared is found, wherever it is (V65)."""

import pytest
from django.db import connection

from accounts.outbox import enqueue
from accounts.privacy import audit
from accounts.privacy.declarations import registry
from tests.accounts import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_folder_of_our_own(settings, tmp_path):
    settings.VAR_DIR = settings.SHARED_DIR = tmp_path


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_site_as_it_ships_stores_nothing_undeclared():
    assert list(audit.unregistered()) == []


def test_a_table_that_was_left_behind_is_found():
    run("CREATE TABLE old_subscribers (email text)")
    assert list(audit.unregistered()) == ["table old_subscribers, which no model has"]


def test_a_column_that_somebody_added_is_found():
    run("ALTER TABLE accounts_duty ADD COLUMN telephone text")
    assert list(audit.unregistered()) == ["column accounts_duty.telephone, which no field has"]


def test_a_file_that_the_site_does_not_write_is_found(settings):
    (settings.VAR_DIR / "members.csv").write_text("a,b")
    (settings.VAR_DIR / "exports").mkdir()
    (found,) = audit.unregistered()
    assert found.endswith("members.csv, which the site does not write")


def test_the_map_names_every_declared_column_with_its_basis_and_its_fate():
    mapped = list(audit.data_map())
    assert {one.place.partition(".")[0] for one in mapped} == {
        entry.model_class._meta.db_table
        for entry in registry().personal
        if entry.exported or entry.withheld or entry.redacted or entry.kept
    }
    email = next(one for one in mapped if one.place == "accounts_user.email")
    assert (email.basis, email.in_copy, email.at_erasure) == ("Art. 6(1)(b)", True, "blanked")


def test_a_mark_is_found_in_texts_and_in_json():
    making.person(name="Ida qzx77 Berg")
    enqueue(channel="mail", key="a", payload={"to": ["qzx77"]}, now=making.NOW)
    assert audit.places("qzx77") == {"accounts_user.name", "accounts_outboxitem.payload"}
    assert audit.places("nobody has this") == set()
