"""The command that imports comments (C71)."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from moderation.models import Comment, ImportedComment
from tests.moderation import making
from tests.moderation.imports.exporting import FILES

pytestmark = pytest.mark.django_db


def command(*arguments: object) -> str:
    said = StringIO()
    call_command("import_comments", *map(str, arguments), stdout=said, stderr=StringIO())
    return said.getvalue()


def test_it_imports_and_says_what_came_of_it_to_people_and_programs(tmp_path):
    making.article()
    report = tmp_path / "report.json"
    said = command("disqus", FILES["disqus"], "--report", report)
    for line in ("3  published", "3  left out", "spam there: 9003", "e-mail addresses (on purpose): 9002, 9001, 9005"):
        assert line in said
    assert "https://old.example.org/2019/06/forgotten/ (no article has this address or slug)" in said
    written = json.loads(report.read_text())
    assert (written["format"], written["is_dry_run"], written["counts"]["published"]) == ("disqus", False, 3)


def test_a_dry_run_says_so_and_stores_nothing():
    making.article()
    assert "this was a dry run" in command("coral", FILES["coral"], "--dry-run")
    assert not Comment.objects.exists()


def test_a_table_says_which_old_address_is_which_article(tmp_path):
    article = making.article(slug="quay")
    table = tmp_path / "addresses.csv"
    table.write_text(f"old,new\n/2019/05/harbour/,https://news.example.org/en/quay-{article.pk}/\n", encoding="utf-8")
    command("remark42", FILES["remark42"], "--addresses", table)
    assert Comment.objects.filter(article=article).count() == 2


def test_two_sites_exports_of_one_format_are_told_apart():
    making.article()
    for source in ("town", "county"):
        command("wordpress", FILES["wordpress"], "--source", source)
    assert sorted(ImportedComment.objects.values_list("source", "old_id")) == [
        ("county", "31"), ("county", "32"), ("town", "31"), ("town", "32"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("disqus", FILES["remark42"]), "well-formed", id="another format"),
        pytest.param(("disqus", "/nowhere/export.xml"), "No such file", id="no file"),
        pytest.param(("disqus", FILES["disqus"], "--addresses", FILES["remark42"]), "OLD,NEW", id="no table"),
        pytest.param(("disqus", FILES["disqus"], "--source", "a/b"), "Name the source", id="no name for a source"),
    ],
)
def test_what_cannot_be_imported_is_refused_with_why(arguments, said):
    with pytest.raises(CommandError, match=said):
        command(*arguments)
