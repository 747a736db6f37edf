"""A kept connection that the server has closed is noticed before it is asked anything."""

import pytest
from django.db import connection, connections

from config.postgresql.base import DatabaseWrapper

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,  # SQLite has no server
]


def test_a_connection_is_usable_until_the_server_ends_it():
    assert isinstance(connections["default"], DatabaseWrapper)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    assert connection.is_usable()
    ender = connections["default"].copy()
    with ender.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
    ender.close()
    assert not connection.is_usable()
    connection.close()


def test_the_next_request_gets_a_connection_anew(client):
    client.get("/en/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    ender = connections["default"].copy()
    with ender.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
    ender.close()
    connection.health_check_enabled, connection.health_check_done = True, False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
