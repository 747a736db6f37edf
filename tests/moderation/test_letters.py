from datetime import UTC, datetime
from time import process_time

import pytest

from moderation.letters import MAX_BYTES, Bounced, UnreadableLetter, read

PLAIN = """\
From: Mira Sand <Mira@example.org>
To: moderators@example.com
Subject: Re: Restoration of my account
Message-ID: <1@example.org>
Date: Mon, 02 Mar 2026 10:00:00 +0100
Content-Type: text/plain; charset=utf-8

My user ID is M-ABCD2345.
I wrote in anger and will not do it again.

On Sun, the moderators wrote:
> You are blocked.
"""


def test_a_letter_is_read_in_its_parts():
    letter = read(PLAIN.encode())
    assert (letter.sender, letter.subject, letter.user_id, letter.message_id) == (
        "mira@example.org",
        "Restoration of my account",
        "M-ABCD2345",
        "<1@example.org>",
    )
    assert letter.explanation.endswith("I wrote in anger and will not do it again.")
    assert letter.sent_at == datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "explanation"),
    [
        pytest.param("M-ABCD2345", "", id="the ID alone explains nothing"),
        pytest.param("User ID: M-ABCD2345", "", id="nor with its label"),
        pytest.param("> I was wrong\n> so wrong", "", id="a quotation is not the writer's own"),
        pytest.param("It was not me.\n-- \nMira", "It was not me.", id="the signature is left out"),
        pytest.param(
            "Ich war es nicht.\n\nAm 1.3. schrieb Redaktion:\n> x", "Ich war es nicht.", id="German quotation"
        ),
        pytest.param("لم أكتب ذلك", "لم أكتب ذلك", id="Arabic"),
        pytest.param("It was not me M-ABCD2345", "It was not me M-ABCD2345", id="few words beside the ID explain"),
        pytest.param("Meine Nutzer-ID: M-ABCD2345", "", id="a German label"),
        pytest.param(
            "On Sun, the moderators wrote:\n> You are blocked.\n> M-ABCD2345\n\nIt was my brother.",
            "It was my brother.",
            id="an answer below the quotation",
        ),
        pytest.param(
            "It was not me.\n\nOn Mon, 2 Mar 2026 at 10:00, The Gazette <moderators@example.com>\nwrote:\n\n> Blocked.",
            "It was not me.",
            id="a quotation announced in two lines",
        ),
        pytest.param(
            "On Sunday he wrote:\nyou idiot, and I answered.",
            "On Sunday he wrote:\nyou idiot, and I answered.",
            id="somebody's words told in one's own",
        ),
        pytest.param(
            "Ich war es nicht.\n\nVon: Gazette <m@x>\nGesendet: Montag\nBetreff: Blocked\n\nStatement of reasons",
            "Ich war es nicht.",
            id="another letter whole below",
        ),
    ],
)
def test_the_explanation_is_what_the_writer_says(body, explanation):
    head = PLAIN.partition("\n\n")[0]
    assert read(f"{head}\n\n{body}\n".encode()).explanation == explanation


def test_html_is_reduced_to_text():
    html = (
        PLAIN.replace("text/plain", "text/html").partition("\n\n")[0]
        + "\n\n<p>It was <b>not</b> me.<script>x()</script></p>"
    )
    assert read(html.encode()).explanation == "It was not me."


def test_a_multipart_letter_with_an_attachment_is_read():
    letter = (
        b"From: a@example.org\nSubject: Restoration\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
        b"--x\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
        b"Entschuldigung f=FCr alles, M-ABCD2345\n"
        b"--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n--x--\n"
    )
    assert read(letter).explanation == "Entschuldigung für alles, M-ABCD2345"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"Subject: x\n\nhello", id="no sender"),
        pytest.param(b"From: a@example.org\nAuto-Submitted: auto-replied\n\nI am away", id="an automatic answer"),
        pytest.param(b"From: a@example.org\nPrecedence: bulk\n\nNews", id="a mailing list"),
        pytest.param(b"From: a@example.org\nPrecedence: auto_reply\n\nI am away", id="an older automatic answer"),
        pytest.param(b"From: a@example.org\nX-Autoreply: yes\n\nI am away", id="another"),
        pytest.param(b"From: a@example.org\nList-Id: <news.example.org>\n\nNews", id="a list without precedence"),
        pytest.param(b"From: " + b"a" * 300 + b"@example.org\n\nhello", id="an address that no column holds"),
        pytest.param(b"From: undisclosed:;\n\nhello", id="a group for a sender"),
    ],
)
def test_what_is_no_letter_is_refused(raw):
    with pytest.raises(UnreadableLetter):
        read(raw)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(
            b"From: a@example.org\nContent-Type: text/plain; charset=klingon\n\n\xff\xfe", id="unknown charset"
        ),
        pytest.param(
            b"From: a@example.org\nSubject: =?utf-8?B?//8=?=\nDate: yesterday\n\n\x00\xed\xa0\x80", id="bad bytes"
        ),
        pytest.param(
            b"From: a@example.org\nContent-Type: multipart/mixed\n\nno boundary", id="multipart without boundary"
        ),
    ],
)
def test_broken_letters_are_read_without_an_error(raw):
    letter = read(raw)
    assert letter.sender == "a@example.org"
    letter.explanation.encode()
    letter.subject.encode()


@pytest.mark.parametrize(
    "written",
    ["m-abcd2345", "M - ABCD 2345", "M\u2011ABCD2345", "M–ABCD2345", "MABCD2345", "(M-ABCD2345)"],
)
def test_the_user_id_is_found_as_people_write_it(written):
    head = PLAIN.partition("\n\n")[0]
    assert read(f"{head}\n\nI am {written} and regret it.\n".encode()).user_id == "M-ABCD2345"


@pytest.mark.parametrize(
    ("subject", "body", "expected"),
    [
        pytest.param("Account M-ABCD2345", "I regret it.", "M-ABCD2345", id="in the subject"),
        pytest.param("Restoration", "Sorry.\n\n> User ID: M-ABCD2345", "M-ABCD2345", id="in our quoted statement"),
        pytest.param(
            "Restoration", "Sorry, M-ZZZZ2345\n> User ID: M-ABCD2345", "M-ZZZZ2345", id="one's own words first"
        ),
        pytest.param("Restoration", "I'm answered, MARVELLOUSLY.", "", id="words are no ID"),
    ],
)
def test_where_the_user_id_may_stand(subject, body, expected):
    assert read(f"From: a@x.org\nSubject: {subject}\n\n{body}\n".encode()).user_id == expected


def test_an_html_answer_leaves_the_quotation_out():
    html = (
        "From: a@x.org\nSubject: Re: Decision S-ABCD234567\nContent-Type: text/html\n\n<p>It was not me.</p>"
        "<div>On Mon Gazette wrote:<br></div><blockquote>User ID: M-ABCD2345<blockquote>x</blockquote></blockquote>"
    )
    letter = read(html.encode())
    assert (letter.explanation, letter.user_id, letter.statement) == ("It was not me.", "M-ABCD2345", "S-ABCD234567")


def test_a_letter_with_a_large_scan_is_read():
    scan = b"--x\nContent-Type: image/jpeg\nContent-Transfer-Encoding: base64\n\n" + b"QUFB\n" * (MAX_BYTES // 4)
    letter = (
        b"From: a@x.org\nSubject: Restoration\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
        b"--x\nContent-Type: text/plain\n\nSee the scan, please.\n" + scan + b"--x--\n"
    )
    assert read(letter).explanation == "See the scan, please."


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b"Subject: " + b"re: " * 200_000, id="a subject"),
        pytest.param(b"Content-Type: text/plain; " + b"a=b; " * 100_000, id="parameters"),
        pytest.param(b"From: " + b'"a" <a@x.org>, ' * 50_000, id="senders"),
    ],
)
def test_an_endless_head_costs_no_time(head):
    began = process_time()
    read(b"From: a@x.org\n" + head + b"\n\nhello\n")
    assert process_time() - began < 2


@pytest.mark.parametrize("body", [b"\x07\x1b[31mhello", b"<p>\x07hello</p>"], ids=["plain", "html"])
def test_control_characters_are_left_out(body):
    kind = b"text/html" if b"<p>" in body else b"text/plain"
    letter = read(b"From: a@x.org\nSubject: a\x07b\nContent-Type: " + kind + b"\n\n" + body)
    assert letter.explanation.endswith("hello")
    assert not set(letter.explanation + letter.subject) & {"\x07", "\x1b"}


def test_the_day_is_the_one_on_which_our_own_server_took_the_letter():
    letter = PLAIN.replace("From:", "Received: from x by mx.example.com; Tue, 03 Mar 2026 08:00:00 +0000\nFrom:", 1)
    assert read(letter.encode()).sent_at == datetime(2026, 3, 3, 8, tzinfo=UTC)


BOUNCE = """\
From: MAILER-DAEMON@mx.example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

Your message could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; mira@example.org
Action: failed
--b
Content-Type: text/rfc822-headers

Subject: =?utf-8?q?Entscheidung_S-ABCD234567=3A_was_und_warum?=
--b--
"""


def test_a_bounce_names_the_statement_that_came_back():
    with pytest.raises(Bounced) as bounced:
        read(BOUNCE.encode())
    assert bounced.value.statements == {"S-ABCD234567"}


def test_that_a_server_still_tries_is_no_bounce_and_no_letter():
    with pytest.raises(UnreadableLetter) as refused:
        read(BOUNCE.replace("failed", "delayed").encode())
    assert not isinstance(refused.value, Bounced)


@pytest.mark.parametrize("head", [b"Return-Path: <>", b"X-Autorespond: I am away"], ids=["to nobody", "a responder"])
def test_a_machine_that_says_so_in_another_way_is_no_writer(head):
    with pytest.raises(UnreadableLetter):
        read(b"From: a@example.org\n" + head + b"\n\nI am away")


def test_a_mailbox_in_the_return_path_is_no_machine():
    assert read(b"From: a@example.org\nReturn-Path: <a@example.org>\n\nIt was not me.").sender == "a@example.org"


@pytest.mark.parametrize(
    "header", [b"Message-ID: <", b"Content-Type: text/plain; charset=\0", b"To: a@[", b'Cc: "'], ids=ascii
)
def test_a_letter_with_a_header_that_python_cannot_read_is_read_all_the_same(header):
    raw = b"From: rex@example.org\r\nSubject: Restoration\r\n%s\r\n\r\nM-ABCD2345\r\nIt was not me.\r\n" % header
    letter = read(raw)
    assert (letter.sender, letter.user_id, letter.explanation) == ("rex@example.org", "M-ABCD2345", "It was not me.")


@pytest.mark.parametrize("sender", [b'"', b"<", b"a@", b"a@[", b"=?utf-8?q?=00=0a?="], ids=ascii)
def test_a_sender_that_python_cannot_read_is_none(sender):
    with pytest.raises(UnreadableLetter):
        read(b"From: %s\r\nSubject: Restoration\r\n\r\nIt was not me.\r\n" % sender)
