"""Redis goes: whoever guesses passwords is stopped all the same, and nobody sees an error (QR3)."""

import pytest
from django.core.cache import cache

from tests.accounts import making

pytestmark = pytest.mark.django_db
PASSWORD = "a long sentence is fine"


@pytest.fixture
def _no_redis(settings, tmp_path):
    options = {"files": tmp_path, "socket_connect_timeout": 0.5}
    settings.CACHES = {
        "default": {"BACKEND": "config.cache.Cache", "LOCATION": "redis://127.0.0.1:1/0", "OPTIONS": options}
    }


@pytest.fixture
def person():
    made = making.member()
    made.set_password(PASSWORD)
    made.save()
    return made


def sign_in(client, person, password):
    return client.post("/en/account/login/", {"login": person.email, "password": password}).status_code


@pytest.mark.usefixtures("_no_redis")
def test_guesses_are_counted_without_redis(client, person):
    assert [sign_in(client, person, f"guess {n}, and a long one") for n in range(5)] == [200] * 5
    assert sign_in(client, person, PASSWORD) == 200


@pytest.mark.usefixtures("_no_redis")
def test_the_owner_signs_in_without_redis(client, person):
    assert sign_in(client, person, PASSWORD) == 302


@pytest.mark.usefixtures("_no_redis")
def test_what_is_counted_without_redis_is_counted_once():
    assert [cache.add("a", 1), cache.add("a", 2), cache.incr("a"), cache.get("a")] == [True, False, 2, 2]
