from datetime import UTC, datetime

import pytest

from moderation.letters import MAX_BYTES, UnreadableLetter, read

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
        pytest.param(b"From: a@example.org\n\n" + b"x" * MAX_BYTES, id="a megabyte"),
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
