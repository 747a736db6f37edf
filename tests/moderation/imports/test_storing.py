"""What another system exported stands here as it stood there, once, however often it is imported (C71)."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from moderation import lifecycle, transparency
from moderation.actions import decisions, entering, imports
from moderation.enums import Measure, Status
from moderation.imports.formats import FORMATS
from moderation.imports.shapes import BadFile
from moderation.models import Case, Comment, Decision, ImportedAuthor, ImportedComment, Thread
from tests.moderation import making
from tests.moderation.imports.exporting import FILES, NOW, by_old_id, post, run

pytestmark = pytest.mark.django_db


def test_threads_dates_names_and_texts_are_as_they_were(article):
    run()
    found = by_old_id()
    first, answer = found["9001"], found["9002"]
    assert (first.article, first.submitted_at) == (article, datetime(2019, 5, 4, 7, 15, tzinfo=UTC))
    assert (first.author.name, first.body) == ("Ada Mirel", "The ferry was late again.\n\nWhy?\nNobody knows.")
    assert first.html == "<p>The ferry was late again.</p><p>Why?<br>Nobody knows.</p>"
    assert (answer.parent, answer.path, answer.depth) == (first, first.path + answer.path[8:], 1)
    assert answer.body == "I agree, but the times (https://ferry.example.net/times) are odd.\n\n> Nobody swims."
    assert [one.number for key, one in sorted(found.items()) if one.body] == [1, 2, 4]


def test_an_imported_comment_is_marked_and_escaped_on_its_page(article, client, written):
    path = written(post(1, name="Ada &lt;b&gt;", text="&lt;script&gt;alert(1)&lt;/script&gt;Hello &amp;lt;i&amp;gt;"))
    run(path=path)
    page = client.get(f"/en/articles/{article.pk}/comments/").content.decode()
    assert "<bdi>Ada &lt;b&gt;</bdi>" in page
    assert "from an earlier site" in page
    assert "Hello &lt;i&gt;" in page
    assert "alert(1)" not in page


def test_a_page_that_was_kept_shows_what_was_imported(article, client):
    address = f"/en/articles/{article.pk}/comments/"
    assert "The ferry was" not in client.get(address).content.decode()
    run()
    assert "The ferry was" in client.get(address).content.decode()


def test_what_was_left_out_and_answered_leaves_its_place(article, client):
    run()
    place = by_old_id()["9004"]
    assert (place.body, place.html, place.author.name, place.status) == ("", "", "", Status.PUBLISHED)
    page = client.get(f"/en/articles/{article.pk}/comments/").content.decode()
    assert page.count("did not come along from an earlier site") == 1
    assert "in reply to a comment that is not shown" in page
    assert "9003" not in by_old_id()  # spam, and nobody answered


def test_the_status_is_the_replay_of_decisions_that_the_ledger_allows(article):
    for name in FORMATS:
        run(name)
    for comment in Comment.objects.all():
        measures = [Measure(measure) for measure in comment.decisions.values_list("measure", flat=True)]
        assert lifecycle.replay(measures) == comment.status
        assert (comment.placed_at is not None) or comment.status == Status.HELD
    assert not Decision.objects.filter(measure=Measure.REMOVE).exists()


@pytest.mark.parametrize("name", FORMATS)
def test_counts_are_those_of_what_readers_can_read(article, name):
    run(name)
    thread = Thread.objects.get(article=article)
    assert thread.published_count == Comment.objects.readable().count()
    assert thread.last_number == Comment.objects.count() == max(Comment.objects.values_list("number", flat=True))
    for comment in Comment.objects.all():
        assert comment.reply_count == Comment.objects.readable().filter(parent=comment).count()


def test_what_waited_there_waits_here_in_the_order_of_the_queue(article):
    making.hurried()
    report = run("wordpress")
    waiting = by_old_id()["32"]
    assert (waiting.status, waiting.placed_at, report.waiting) == (Status.HELD, None, 1)
    assert Case.objects.waiting().filter(items__comment=waiting, is_held=True).count() == 1
    decisions.publish(comment=waiting, version=1, moderator=making.moderator(), now=NOW)
    assert Comment.objects.readable().filter(pk=waiting.pk).exists()


def test_what_waits_has_a_place_only_above_what_readers_see(article, written):
    held = "<isApproved>false</isApproved>"
    run(path=written(post(1, more=held), post(2, 1, more=held), post(3, more=held), post(4, 3)))
    placed = {key: one.placed_at is not None for key, one in by_old_id().items()}
    assert placed == {"1": False, "2": False, "3": True, "4": True}


def test_a_name_that_is_told_apart_is_cut_too(article, tmp_path):
    for file in FILES["coral"].iterdir():
        (tmp_path / file.name).write_text(file.read_text().replace("Ada Mirel", "Ada\\ud800" + "x" * 70))
    run("coral", tmp_path)
    assert by_old_id()["0001"].author.name == "Ada" + "x" * 57


def test_it_waits_also_below_an_article_that_no_reader_sees(article):
    type(article).objects.filter(pk=article.pk).update(published_at=NOW.replace(year=2030))
    run("wordpress")
    assert Case.objects.get().grounds == ["waits"]


def test_a_second_run_imports_nothing_twice(article):
    first = run()
    before = list(Comment.objects.values_list("pk", "card", "number", "reply_count"))
    again = run()
    assert (again.published, again.places, again.already) == (0, 0, first.published + first.places)
    assert list(Comment.objects.values_list("pk", "card", "number", "reply_count")) == before
    assert Thread.objects.get(article=article).last_number == len(before)


def test_the_database_keeps_a_number_to_one_comment(article):
    run()
    row, other = ImportedComment.objects.order_by("pk").first(), making.comment(article)
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportedComment.objects.create(comment=other, source=row.source, old_id=row.old_id)


def test_an_import_that_was_killed_goes_on_where_it_ended(article, written, monkeypatch):
    monkeypatch.setattr(imports, "BATCH", 2)
    path = written(*(post(n, n - 1) for n in range(1, 8)))

    class Killed(Exception):
        pass

    def kill(report):
        if report.published == 4:
            raise Killed

    with pytest.raises(Killed):
        run(path=path, tell=kill)
    assert Comment.objects.count() == 4
    assert run(path=path).published == 3
    found = by_old_id()
    assert [found[str(n)].parent for n in range(2, 8)] == [found[str(n)] for n in range(1, 7)]
    assert [found[str(n)].reply_count for n in range(1, 8)] == [1] * 6 + [0]
    assert ImportedAuthor.objects.count() == 1


def test_a_later_export_adds_what_is_new(article, written):
    run(path=written(post(1)))
    run(path=written(post(1), post(2, 1)))
    run(path=written(post(3, 2)))  # without what it answers
    found = by_old_id()
    assert (found["3"].parent, found["2"].parent) == (found["2"], found["1"])
    assert [found[key].reply_count for key in "123"] == [1, 1, 0]
    assert Thread.objects.get(article=article).published_count == 3


def test_a_dry_run_says_the_same_and_stores_nothing(article):
    foreseen = run("disqus", is_dry=True)
    assert not Comment.objects.exists()
    assert not User.objects.filter(email=None).exists()
    assert foreseen.as_json() == run("disqus").as_json()
    assert run("disqus", is_dry=True).counts()["imported_before"] == 4


def test_the_report_says_what_was_not_kept_and_why(article):
    said = run().as_json()
    assert said["counts"] == {
        "read": 6, "published": 3, "waiting": 0, "empty_places": 1, "imported_before": 0, "left_out": 3,
    }  # fmt: skip
    assert {why: one["keys"] for why, one in said["left_out"].items()} == {
        "spam": ["9003"], "deleted": ["9004"], "no-article": ["9006"],
    }  # fmt: skip
    assert said["not_kept"]["e-mail"]["keys"] == ["9002", "9001", "9005"]
    assert said["pages_without_article"] == [{
        "address": "https://old.example.org/2019/06/forgotten/", "comments": 1,
        "why": "no article has this address or slug",
    }]  # fmt: skip


@pytest.mark.parametrize(
    ("posts", "changes"),
    [
        pytest.param([post(1, 9)], {"answers-nothing": ["1"]}, id="what it answers is not there"),
        pytest.param([post(1, at="2036-05-04T07:15:00Z")], {"date-ahead": ["1"]}, id="in the future"),
        pytest.param([post(1, name="A\u202eda" + "x" * 60)], {"name": ["1"]}, id="a name that is too long"),
        pytest.param([post(1, text="Wo\u0085rds")], {"characters": ["1"]}, id="control characters"),
    ],
)
def test_what_is_not_as_it_was_is_told(article, written, posts, changes):
    report = run(path=written(*posts))
    assert {how.value: keys for how, keys in report.changed.items()} == changes
    assert Comment.objects.get().submitted_at <= NOW


def test_what_stands_below_something_newer_is_told(article):
    making.comment(article)
    assert run().as_json()["changed"]["below-newer"]["keys"] == ["9001", "9002", "9005"]


@pytest.mark.parametrize(
    ("url", "table", "is_found"),
    [
        pytest.param("https://old.example.org/2019/05/harbour/", {}, True, id="the slug"),
        pytest.param("https://old.example.org/Harbour.html?from=feed", {}, True, id="the slug of a file"),
        pytest.param("https://news.example.org/en/else-{pk}/", {}, True, id="an address of ours"),
        pytest.param("https://old.example.org/top-{pk}/", {}, False, id="a number that only looks like ours"),
        pytest.param("https://www.old.example.org/?p=77", {"old.example.org/?p=77": "{pk}"}, True, id="the table"),
        pytest.param("http://old.example.org/x/", {"/x": "{pk}"}, True, id="the table, by the path alone"),
        pytest.param("http://old.example.org/x/", {"/x": "0"}, False, id="the table leads nowhere"),
        pytest.param("", {}, False, id="no address"),
        pytest.param("http://[::1/harbour/", {}, False, id="an address that cannot be read"),
        pytest.param("/harbour/\\ud800", {}, True, id="characters that nothing keeps"),
    ],
)
def test_pages_are_matched_with_articles(article, tmp_path, url, table, is_found):
    path = tmp_path / "backup"
    said = '{{"version": 1}}\n{{"id": "1", "text": "A", "locator": {{"url": "{}"}}, "time": "2019-05-04T07:15:00Z"}}'
    path.write_text(said.format(url.format(pk=article.pk)))
    run("remark42", path, table={old: int(pk.format(pk=article.pk)) for old, pk in table.items()})
    assert Comment.objects.filter(article=article).exists() == is_found


def test_articles_that_were_taken_over_are_found_by_their_old_addresses():
    taken_over = making.article(slug="quay")
    taken_over.old_addresses.create(host="old.example.org", path="/2019/05/harbour")
    run()
    assert Comment.objects.filter(article=taken_over).count() == 4


def test_of_two_articles_with_a_slug_the_edition_in_the_address_tells(article, tmp_path):
    german, path = making.article("de"), tmp_path / "backup"
    said = '{{"id": "{}", "text": "A", "locator": {{"url": "{}"}}, "time": "2019-05-04T07:15:00Z"}}\n'
    path.write_text(said.format(1, "/de/harbour/") + said.format(2, "/harbour/"))
    report = run("remark42", path)
    assert Comment.objects.get().article == german
    assert report.pages == [("/harbour/", 1, "2 articles have this slug: say in the table which")]


def test_a_broken_file_leaves_nothing_behind(article, written):
    path = written(post(1))
    path.write_text(path.read_text()[:-9])
    with pytest.raises(BadFile):
        run(path=path)
    assert not Comment.objects.exists()


def test_the_public_figures_count_what_was_written_here(article):
    run()
    making.comment(article, now=NOW)
    year = transparency.figures(NOW.replace(year=2019), NOW.replace(year=2027))
    assert (year.comments, year.published_at_once) == (1, 1)


def test_a_batch_costs_the_same_however_many_comments_it_has(article, written, django_assert_max_num_queries):
    path = written(*(post(n, name=f"Reader {n % 9}", text=f"Words {n}.") for n in range(1, 300)))
    with django_assert_max_num_queries(45):
        run(path=path)


def test_what_another_import_stores_meanwhile_is_taken_for_stored(article, written, monkeypatch):
    path = written(post(1), post(2))
    run(path=path)
    looked, asked = entering.stored, []

    def before_the_other(source, numbers):
        asked.append(numbers)
        # the first question is for parents; the second comes before the other import has stored anything
        return frozenset() if len(asked) == 2 else looked(source, numbers)

    monkeypatch.setattr(entering, "stored", before_the_other)
    assert (run(path=path).already, Comment.objects.count()) == (2, 2)
