"""The command as an archive meets it: a process of its own, without a database."""

import json
import os
import subprocess
import sys
import time


def test_lines_are_answered_without_a_database_or_a_configured_site():
    lines = b'{"id": 1, "text": "what an a.s.s.h.o.l.e"}\n\xff\xfe\nnonsense\n{"id": 2, "text": "\\ud800"}\n'
    nowhere = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    del nowhere["DEPLOYMENT"]

    run = subprocess.run(  # our own command
        [sys.executable, "manage.py", "screen"], input=lines, capture_output=True, check=True, env=nowhere, timeout=60
    )

    first, second, third, fourth = map(json.loads, run.stdout.splitlines())
    assert (first["id"], first["grounds"], first["action"]) == (1, [12], "nudge")
    assert ("error" in second, "error" in third) == (True, True)
    assert (fourth["id"], fourth["action"]) == (2, "hold")
    assert b"4 comments in" in run.stderr


def test_each_answer_comes_before_the_next_line_is_asked():
    command = [sys.executable, "manage.py", "screen"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as run:  # our own command
        for number in range(3):
            run.stdin.write(b'{"id": %d, "text": "fine"}\n' % number)
            run.stdin.flush()
            assert json.loads(run.stdout.readline())["id"] == number
        run.stdin.close()
        assert run.wait(60) == 0


def test_a_file_as_other_programs_write_it_has_one_answer_a_line():
    megabyte = json.dumps({"id": 4, "text": "the ferry was late again " * 42_000}).encode()
    lines = [
        b'\xef\xbb\xbf{"id": 0, "text": "fine"}\r',
        b"",
        b'{"id": 2, "text": "caf\xe9 \xf0\x28\x8c"}',
        b'{"id": 3, "text": "\\ud83d \xe2\x80\xa8 \\u0000"}\r',
        megabyte,
        b"\x00",
        b'{"id": 6, "text": "the end"}',
    ]
    command = [sys.executable, "manage.py", "screen"]
    started = time.monotonic()
    run = subprocess.run(command, input=b"\n".join(lines), capture_output=True, check=True, timeout=120)  # our own
    answers = [json.loads(line) for line in run.stdout.decode("utf-8").split("\n")[:-1]]
    assert [answer["id"] for answer in answers] == [0, None, 2, 3, 4, None, 6]
    assert ["error" in answer for answer in answers] == [False, True, False, False, False, True, False]
    assert (answers[4]["action"], answers[4]["failed"]) == ("hold", ["length"])
    assert time.monotonic() - started < 60
