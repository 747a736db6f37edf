"""Redis hangs, and comes back: pages are answered and comments taken, nobody waits for it twice (QR3)."""

import signal
import subprocess
import threading
from shutil import which

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from redis.exceptions import ConnectionError as Unconnected

from accounts.redis import PAUSE, CircuitBreaker, NotAsked, breaker
from articles import paper
from articles.pages.stamps import RedisStamps, _opened
from moderation.models import Comment
from tests.mailbox import free_port
from tests.moderation import making
from tests.moderation.views.writing import sent, write
from tests.processes import listens, wait_until

pytestmark = pytest.mark.once


@pytest.fixture
def redis(tmp_path):
    """A server of our own, which can be stopped as a machine that swaps stops."""
    if not which("redis-server"):
        pytest.skip("No Redis. Install one: apt-get install redis-server")
    port = free_port()
    line = ["redis-server", "--port", str(port), "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(line, stdout=subprocess.DEVNULL) as server:
        wait_until(lambda: listens(port))
        server.address = f"redis://127.0.0.1:{port}/0"
        yield server
        server.kill()


@pytest.fixture
def site(redis, settings, tmp_path):
    """The site with it."""
    settings.REDIS_URL = redis.address
    options = {"files": tmp_path / "cache"}
    settings.CACHES = {"default": {"BACKEND": "config.cache.Cache", "LOCATION": redis.address, "OPTIONS": options}}
    _opened.cache_clear()
    paper.forget()
    yield redis
    _opened.cache_clear()
    paper.forget()


@pytest.mark.django_db
def test_while_it_hangs_pages_are_answered_and_comments_taken(site, client):
    making.rules()
    article, author = making.article(), making.member()
    client.get(article.get_absolute_url())
    site.send_signal(signal.SIGSTOP)
    assert client.get(article.get_absolute_url()).status_code == 200
    with pytest.raises(NotAsked):
        breaker(site.address).ask(pytest.fail)
    client.force_login(author)
    answer = client.post(write(article), sent({"body": "The ferry has been late since the first day."}))
    assert answer.status_code == 302
    assert Comment.objects.get().author == author


@pytest.mark.django_db
def test_a_page_without_it_asks_for_the_papers_frame_once(site, client):
    making.article()
    client.get("/en/")
    site.send_signal(signal.SIGSTOP)
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/en/").status_code == 200
    assert sum("articles_sectionname" in query["sql"] for query in asked.captured_queries) <= 1


def test_what_it_was_not_told_puts_everything_out_once_it_is_back(redis, caplog):
    ours, others = RedisStamps(redis.address), RedisStamps(redis.address)
    kept = others.read()
    redis.send_signal(signal.SIGSTOP)
    ours.touch(["article:1"])
    assert "Redis did not take a stamp" in caplog.text
    redis.send_signal(signal.SIGCONT)
    breaker.cache_clear()  # they ask again at once, instead of after a pause
    ours._breaker = others._breaker = breaker(redis.address)
    assert ours.read() is not None
    assert not others.is_current(kept, ("article:2",))
    assert others.is_current(others.read(), ("article:1",))


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def fail():
    raise Unconnected


def test_one_asks_after_the_pause_and_all_once_that_was_answered():
    clock = Clock()
    circuit = CircuitBreaker(clock)
    with pytest.raises(Unconnected):
        circuit.ask(fail)
    clock.now = PAUSE - 0.1
    with pytest.raises(NotAsked):
        circuit.ask(list)
    clock.now = PAUSE
    begun, answered, got = threading.Event(), threading.Event(), []

    def slow():
        begun.set()
        answered.wait(10)
        return "answered"

    first = threading.Thread(target=lambda: got.append(circuit.ask(slow)))
    first.start()
    begun.wait(10)
    with pytest.raises(NotAsked):
        circuit.ask(list)
    answered.set()
    first.join(10)
    assert (got, circuit.ask(list)) == (["answered"], [])


def test_an_answer_that_is_an_error_is_an_answer():
    circuit = CircuitBreaker(Clock())
    with pytest.raises(ZeroDivisionError):
        circuit.ask(lambda: 1 / 0)
    assert circuit.ask(list) == []
