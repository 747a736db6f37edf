"""Decisions teach the learned scores; what is gone no longer does."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from moderation.actions import ledger, policies, teaching
from moderation.enums import Measure, Omission, Status
from moderation.models import Comment, Ruleset
from moderation.screening import heads, learning
from tests.moderation import making, shipping
from tests.moderation.making import NOW

pytestmark = [pytest.mark.once, pytest.mark.django_db]

LONG_AGO = NOW - 2 * teaching.UNCONTESTED


@pytest.fixture(autouse=True)
def _without_heads_of_our_own():
    yield
    for path in (teaching.own_file(), teaching.own_file().with_suffix(".json")):
        path.unlink(missing_ok=True)
    policies.settings.cache_clear()


def told(body):
    return [one for one in teaching.lessons(now=NOW) if one.text == body]


def write(path, rows):
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def rows(count=80):
    for number in range(count):
        for text, grounds in ((f"rotten vermin number {number}", [2]), (f"the ferry number {number} is on time", [])):
            yield {"id": f"{number}{grounds}", "lang": "eo", "text": text, "grounds": grounds, "scope": [2]}


def test_a_removal_teaches_its_ground_and_an_approval_all():
    article, moderator, rules = making.article(), making.moderator(), making.rules()
    gone, fine = making.comment(article, body="gone"), making.comment(article, body="fine")
    ledger.record(
        comment=gone, measure=Measure.REMOVE, now=NOW, decided_by=moderator, ground=making.ground(5),
        rules_version=rules, omission=Omission.ORDER,
    )  # fmt: skip
    ledger.record(comment=fine, measure=Measure.KEEP, now=NOW, decided_by=moderator)

    [broken], [kept] = told("gone"), told("fine")

    assert (broken.broken, broken.kept, broken.is_own) == ({5}, frozenset(), True)
    assert (kept.broken, kept.kept, kept.group) == (frozenset(), teaching.EVERY, broken.group)


def test_what_nobody_objected_to_teaches_after_a_week():
    making.comment(making.article(), body="new", now=NOW)
    making.comment(making.article(), body="old", now=LONG_AGO)

    assert told("new") == []
    [lesson] = told("old")
    assert (lesson.kept, lesson.assumed) == (frozenset(), teaching.EVERY)


@pytest.mark.parametrize("column", ["erased_at", "withdrawn_at", "redacted_at"])
def test_what_its_author_or_the_law_took_back_teaches_nothing(column):
    comment = making.comment(making.article(), body="was here", now=LONG_AGO)
    gone = {"body": "", "html": ""} if column == "erased_at" else {}
    Comment.objects.filter(pk=comment.pk).update(**{column: NOW}, **gone)

    assert told("was here") == told("") == []


def test_labelled_files_are_read_as_the_prior_says(tmp_path):
    path = write(
        tmp_path / "en-paradetox.jsonl", [{"id": 1, "lang": "en", "text": "x", "grounds": [12], "scope": [12]}]
    )
    [lesson] = teaching.labelled(path)
    assert (lesson.broken, lesson.assumed) == ({5, 12}, frozenset())


def test_the_command_trains_and_the_heads_take_over(tmp_path):
    making.rules()
    shipping.load(now=NOW)
    out = io.StringIO()
    call_command("train_screening", "--prior", str(write(tmp_path / "made.jsonl", rows())), stdout=out)

    ruleset = Ruleset.objects.latest("pk")
    settings = policies.settings(ruleset.pk)
    assert f"ruleset {ruleset.pk}" in out.getvalue()
    assert ruleset.changes == [[teaching.TRAINED, "eo", None, 160]]
    assert settings.heads["eo"].grounds == (2,)
    assert settings.heads["en"] is heads.shipped()["en"]
    assert json.loads(teaching.own_file().with_suffix(".json").read_text())["lessons"] == 160


def test_a_head_that_does_worse_does_not_take_over(tmp_path):
    lessons = list(teaching.labelled(write(tmp_path / "made.jsonl", rows())))
    good = learning.train(lessons)
    swapped = [
        {**row, "grounds": [] if row["grounds"] else [2]} if number % 5 else row
        for number, row in enumerate(rows())
    ]  # fmt: skip
    bad = learning.train(teaching.labelled(write(tmp_path / "bad.jsonl", swapped)))

    assert teaching.better(bad, good, lessons) == {}
    assert teaching.better(good, bad, lessons)["eo"].weights.tolist() == good["eo"].weights.tolist()


def test_a_head_that_does_as_well_does_not_take_over(tmp_path):
    prior = write(tmp_path / "made.jsonl", rows())
    train(prior)
    before = Ruleset.objects.count()

    assert "nothing was changed" in train(prior)
    assert Ruleset.objects.count() == before


def test_a_head_that_nothing_frozen_speaks_of_does_not_take_over(tmp_path):
    lessons = [one for one in teaching.labelled(write(tmp_path / "made.jsonl", rows())) if not one.is_frozen]

    assert teaching.better(learning.train(lessons), {}, lessons) == {}


def test_the_heads_of_other_languages_stay(tmp_path):
    train(write(tmp_path / "one.jsonl", rows()))
    train(write(tmp_path / "other.jsonl", [row | {"lang": "ia"} for row in rows()]))

    assert set(heads.load(teaching.own_file())) == {"eo", "ia"}


@pytest.mark.parametrize("line", ["{", "5", '{"grounds": [1]}', '{"text": "x", "grounds": 5, "lang": "en", "id": 1}'])
def test_a_file_that_holds_no_labelled_comments_is_named(tmp_path, line):
    path = tmp_path / "odd.jsonl"
    path.write_text(line, encoding="utf-8")

    with pytest.raises(CommandError, match=r"odd\.jsonl"):
        train(path)


def test_without_anything_to_learn_the_command_says_what_to_do():
    with pytest.raises(CommandError, match="--prior"):
        call_command("train_screening")


def test_with_an_output_nothing_takes_over(tmp_path):
    prior = write(tmp_path / "made.jsonl", rows())
    call_command(
        "train_screening", "--prior", str(prior), "--output", str(tmp_path / "heads.npz"), stdout=io.StringIO()
    )
    assert set(heads.load(tmp_path / "heads.npz")) == {"eo"}
    assert not teaching.own_file().exists()
    assert not Comment.objects.filter(status=Status.REMOVED).exists()


def train(path):
    out = io.StringIO()
    call_command("train_screening", "--prior", str(path), stdout=out)
    return out.getvalue()


def erase_something():
    comment = making.comment(making.article(), body="gone")
    Comment.objects.filter(pk=comment.pk).update(erased_at=timezone.now(), body="", html="")


def test_no_head_stays_that_something_erased_has_taught(tmp_path):
    """The worse head takes over all the same, because the better one remembers."""
    train(write(tmp_path / "made.jsonl", rows()))
    before = heads.load(teaching.own_file())["eo"].weights
    erase_something()
    assert teaching.erased_since() == 1

    few = [row if number % 7 else row | {"grounds": []} for number, row in enumerate(rows(60))]
    train(write(tmp_path / "fewer.jsonl", few))

    assert heads.load(teaching.own_file())["eo"].weights.tolist() != before.tolist()
    assert teaching.erased_since() == 0


def test_with_too_little_left_what_ships_is_used_again(tmp_path):
    train(write(tmp_path / "made.jsonl", rows()))
    erase_something()
    assert "what ships is in use" in train(write(tmp_path / "none.jsonl", rows(2)))
    assert not teaching.own_file().exists()
    assert teaching.in_use() == heads.shipped()


def test_each_source_is_told_by_what_the_others_taught(tmp_path):
    out = io.StringIO()
    priors = [str(write(tmp_path / f"{name}.jsonl", rows())) for name in ("north", "south")]
    call_command("train_screening", "--prior", *priors, "--leave-out", stdout=out)

    assert [line.split() for line in out.getvalue().splitlines()[1:]] == [
        ["eo", "2", "80", "80", "1.000", "1.000", "1.000", "north"],
        ["eo", "2", "80", "80", "1.000", "1.000", "1.000", "south"],
    ]
    assert not teaching.own_file().exists()
