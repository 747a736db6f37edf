"""What is loaded before the workers begin."""

import gc

import pytest
from django.db import connections

from config import web
from tests.articles import making
from tests.articles.pages.asking import Server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _thawed():
    yield
    gc.unfreeze()


def test_the_first_pages_are_made_and_no_connection_stays_open(settings):
    settings.SITE_URL = "http://localhost:8000"
    address = making.article().get_absolute_url()
    web.load()
    assert connections["default"].connection is None
    assert gc.get_freeze_count() > 0
    assert web.wsgi.application.find(address, "")[0] is not None
    assert web.wsgi.application.find("/en/", "")[0] is not None
    assert Server().get(address).status == 200


def test_a_database_that_does_not_answer_is_only_said(monkeypatch, caplog):
    from django.db import OperationalError

    class Away:
        def __get__(self, *_):
            raise OperationalError("away")

    monkeypatch.setattr(type(connections["default"]), "ensure_connection", Away())
    web.load()
    assert "The database does not answer" in caplog.text
