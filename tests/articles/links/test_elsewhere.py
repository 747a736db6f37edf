"""Another site is asked politely: HEAD first, our name said, no step of a way into a private network, no body read."""

import socket

import pytest

from articles.enums import Trouble
from articles.links import elsewhere
from articles.links.answers import Answer

pytestmark = pytest.mark.once


def test_what_is_there_is_asked_by_its_head_alone_and_told_who_asks(other, settings):
    settings.SITE_URL = "https://paper.example"
    other.answers["/page"] = 200
    assert elsewhere.look(f"{other.address}/page") == Answer(200)
    assert other.asked == ["HEAD /page"]
    assert other.agents == {"Gazette-Links/1 (+https://paper.example)"}


@pytest.mark.parametrize("refusal", [403, 404, 405, 501])
def test_who_refuses_the_head_is_asked_for_the_page(other, refusal):
    other.answers["/page"] = {"HEAD": refusal, "GET": 200}
    assert elsewhere.look(f"{other.address}/page") == Answer(200)
    assert other.asked == ["HEAD /page", "GET /page"]


def test_a_page_of_any_length_is_not_read(other):
    other.answers["/endless"] = {"HEAD": 405, "GET": 200}
    assert elsewhere.look(f"{other.address}/endless") == Answer(200)


@pytest.mark.parametrize(
    ("status", "is_failure"), [(401, False), (403, False), (404, True), (410, True), (429, False), (500, True)]
)
def test_what_is_gone_or_fails_is_a_failure_and_who_shuts_programs_out_is_none(other, status, is_failure):
    other.answers["/page"] = status
    answer = elsewhere.look(f"{other.address}/page")
    assert (answer, answer.is_failure) == (Answer(status), is_failure)


def test_a_way_is_followed_as_far_as_a_few_steps(other):
    other.answers |= {"/old": "/newer", "/newer": f"{other.address}/new", "/new": 200, "/round": "/round"}
    assert elsewhere.look(f"{other.address}/old") == Answer(200)
    assert elsewhere.look(f"{other.address}/round") == Answer(trouble=Trouble.CIRCLE)


@pytest.mark.parametrize(
    "inside",
    ["http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[fd00::1]/", "https://192.168.1.1/"],
)
def test_no_way_leads_into_a_private_network(other, inside, monkeypatch):
    other.answers["/way"] = inside
    opened = []
    connect = socket.create_connection
    monkeypatch.setattr(socket, "create_connection", lambda to, *rest: opened.append(to[0]) or connect(to, *rest))
    answer = elsewhere.look(f"{other.address}/way")
    assert (answer, answer.is_failure) == (Answer(trouble=Trouble.CLOSED), True)
    assert set(opened) == {"127.0.0.1"}  # the other site


def test_this_machine_is_not_asked_in_production(other, settings):
    settings.OUTGOING_LOOPBACK = False
    assert elsewhere.look(f"{other.address}/page") == Answer(trouble=Trouble.CLOSED)
    assert other.asked == []


def test_where_nobody_answers_is_a_failure():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    assert elsewhere.look(address) == Answer(trouble=Trouble.UNREACHABLE)
    with pytest.raises(elsewhere.Unreachable):
        elsewhere.rules(address)


def test_rules_for_programs_are_heeded(other):
    other.answers["/robots.txt"] = "User-agent: Gazette-Links\nDisallow: /private/\n\nUser-agent: *\nDisallow: /"
    said = elsewhere.rules(f"{other.address}/private/page")
    assert elsewhere.is_welcome(f"{other.address}/page", said)
    assert not elsewhere.is_welcome(f"{other.address}/private/page", said)


@pytest.mark.parametrize(
    ("answer", "may"), [(404, True), (403, True), ("/elsewhere", True), ("a" * (600 << 10), True), (503, False)]
)
def test_without_rules_all_may_be_asked_and_whose_rules_fail_is_not(other, answer, may):
    other.answers["/robots.txt"] = answer
    assert elsewhere.is_welcome(f"{other.address}/page", elsewhere.rules(f"{other.address}/page")) is may
