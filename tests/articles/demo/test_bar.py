"""A site of its own says nothing of a demonstration."""

import pytest

from tests.articles import making

pytestmark = pytest.mark.django_db


def test_there_is_no_bar_without_demo_content(client, settings):
    settings.DEBUG = True
    making.article("en")
    page = client.get("/en/").content.decode()
    assert "The harbour opens" in page
    assert "demo-bar" not in page
