"""What a test sends to the desk."""

from django.urls import reverse

from articles.enums import Act
from articles.models import Article
from tests.articles import making


def filled(**changes) -> dict:
    section = making.section()
    return {
        "title": "The ferry is late",
        "slug": "",
        "summary": "Again.",
        "body": "<p>Again.</p>",
        "section": section.pk,
        "base": 1,
        "act": Act.REVISE.value,
    } | changes


def address(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def written(client, **changes) -> Article:
    making.section(needs_four_eyes=False)
    client.post(reverse("admin:articles_article_add"), filled(edition=making.edition().pk, base=0, **changes))
    return Article.objects.latest("pk")
