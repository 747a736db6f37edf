"""Programs that read get an article as Markdown, and are told where the newest are, of what is theirs (A63)."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from articles.actions import articles, corrections, live
from articles.actions.corrections import Note
from articles.actions.live import Said
from articles.enums import CorrectionKind, Role
from articles.models import Article, Text
from tests.articles import making
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"
WHOLE = """\
# The \\*harbour\\* opens

At last.

- By: Ada Quill and Ben Inkwell
- Published: 2026-03-01T12:00:00+00:00
- Last changed: 2026-03-02T12:00:00+00:00
- Edition: Gazette (en)
- Address: <http://localhost:8000/en/harbour-{pk}/>
- Origin and licence: [A paper](https://paper.example/) · [CC BY 4.0](https://licence.example/)
- In other languages: [de](http://localhost:8000/de/harbour-{german}/text.md)

> **Correction** (2026-03-02T12:00:00+00:00)
>
> It was Monday.

![A boat]({photo})

At sea A. Photographer · CC BY 4.0

On **Monday**.

[More]({site}/en/x-1/).
"""


def text_of(client, article: Article):
    return client.get(f"{article.get_absolute_url()}text.md")


def test_an_article_is_told_whole(client, noon):
    body = '<p>On <strong>Monday</strong>.</p><p><a href="/en/x-1/">More</a>.</p>'
    article = making.article(
        title="The *harbour* opens", body=body, byline="Ada Quill\nBen Inkwell", photo=making.photo(),
        photo_alt="A boat", photo_caption="At sea", credit="A paper", source_url="https://paper.example/",
        licence="CC BY 4.0", licence_url="https://licence.example/",
    )  # fmt: skip
    german = making.article("de", story=article.story)
    note = Note(CorrectionKind.CORRECTION, "It was Monday.")
    corrections.record(article=article, note=note, by=making.staff(Role.PUBLISHER), now=NOW)
    answer = text_of(client, article)
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8; variant=GFM"
    assert answer.headers["Link"] == f'<{SITE}{article.get_absolute_url()}>; rel="canonical"'
    photo = re.search(r"!\[A boat\]\((.*)\)", answer.content.decode())[1]
    told = answer.content.decode().replace("2026-03-01T13:00:00+01:00", "2026-03-01T12:00:00+00:00")
    assert told == WHOLE.format(pk=article.pk, german=german.pk, photo=photo, site=SITE)


def test_a_live_blog_is_told_with_its_entries(client, noon):
    article, editor = making.article(), making.staff(Role.EDITOR)
    live.begin(article=article, by=editor, now=NOW)
    article.refresh_from_db()
    live.add(article=article, said=Said("<p>We *go*.</p>", headline="Off"), by=editor, now=NOW)
    told = text_of(client, article).content.decode()
    assert re.search(r"\n## \S+ – Off\n\nWe \\\*go\\\*\.\n$", told)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        pytest.param({"published_at": NOW + timedelta(hours=1)}, 404, id="not yet"),
        pytest.param({"expires_at": NOW - timedelta(hours=1)}, 410, id="over"),
        pytest.param({"status": "unpublished"}, 410, id="taken back"),
        pytest.param({"status": "draft"}, 404, id="a draft"),
    ],
)
def test_what_readers_do_not_see_no_program_reads(client, noon, fields, status):
    article = making.article()
    Article.objects.filter(pk=article.pk).update(**fields)
    assert text_of(client, article).status_code == status
    assert "harbour" not in client.get("/llms.txt").content.decode()


def test_another_address_leads_to_the_one_of_its_edition(client, noon):
    article = making.article("de", slug="hafen")
    making.edition("en")
    for asked in ("de/other", "en/hafen"):
        answer = client.get(f"/{asked}-{article.pk}/text.md")
        assert (answer.status_code, answer.headers["Location"]) == (301, f"/de/hafen-{article.pk}/text.md")
    assert client.get("/en/none-999999/text.md").status_code == 404


def test_the_index_lists_editions_their_sections_and_their_newest(client, noon, django_assert_max_num_queries):
    english, arabic = making.article(title="Fish & [chips]"), making.article("ar")
    with django_assert_max_num_queries(9):
        answer = client.get("/llms.txt")
    told = answer.content.decode()
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert told.startswith("# Gazette\n\nArticles are here as Markdown")
    assert f"\n## Gazette (en)\n\n- [Front page]({SITE}/en/)\n- [News (en)]({SITE}/en/sections/news-en/)\n" in told
    assert f"\n- [Fish & \\[chips\\]]({SITE}{english.get_absolute_url()}text.md): 2026-03-01T" in told
    assert f"]({SITE}{arabic.get_absolute_url()}text.md): " in told


def test_the_tick_holds_from_publishing_on_and_a_translation_begins_with_it(client, noon):
    making.section(needs_four_eyes=False)
    publisher, article = making.staff(Role.PUBLISHER), making.article()
    text = Text(article.slug, article.title, "At last.", "<p>Text</p>", for_people_only=True)
    articles.revise(article=article, text=text, base=1, author=publisher, now=NOW)
    assert text_of(client, article).status_code == 200
    articles.publish(article=article, by=publisher, now=NOW, revision=2)
    assert text_of(client, article).status_code == 404
    article.refresh_from_db()
    begun = articles.add_edition(article=article, edition=making.edition("de"), author=publisher, now=NOW)
    assert begun.newest_revision().for_people_only


def test_the_newsroom_ticks_it_in_the_form(client, noon):
    article = making.article()
    client.force_login(making.staff(Role.PUBLISHER))
    page = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert re.search(r'<input type="checkbox" name="for_people_only"[^>]*aria-describedby', page)
