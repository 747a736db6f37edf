"""A whole article as Markdown: what its page tells, without what leads elsewhere on the site."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from accounts.addresses import absolute
from articles import printed, sharing
from articles.enums import CorrectionKind
from articles.live import LiveBlog
from articles.markdown.blocks import heading, markdown, quoted
from articles.markdown.inline import beginning, escaped, link, target, words
from articles.models import Article, Correction, LiveEntry, Photo
from articles.models.addresses import of_markdown
from articles.paper import EditionFace

#: What Markdown this is (RFC 7763, 6.1; RFC 7764, 3.2).
CONTENT_TYPE = "text/markdown; charset=utf-8; variant=GFM"


def written(
    article: Article,
    siblings: Sequence[Article],
    edition: EditionFace,
    corrections: Sequence[Correction],
    *,
    photo: Photo | None,
    blog: LiveBlog | None,
) -> str:
    """Write an article of the edition whose language is active, with what was put right in it."""
    base = absolute(article.get_absolute_url())
    above, below = printed.parted(corrections)
    parts = [
        heading(words(article.title)),
        _words(article.summary),
        *_facts(article, siblings, edition, base),
        *(_correction(one) for one in above),
        _photo(article, photo) if photo else "",
        markdown(article.body, base),
        *(_entry(one, base) for one in (blog.entries if blog else ())),
        *(["---", *(_correction(one) for one in below)] if below else ()),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _facts(article: Article, siblings: Sequence[Article], edition: EditionFace, base: str) -> Iterator[str]:
    """List who wrote it, when, for whom, where it stands, and what others may do with it."""
    others = [one for one in siblings if one.edition_id != article.edition_id and of_markdown(one)]
    changed = article.changed_at if article.changed_at != article.published_at else None
    facts = {
        _("By"): escaped(printed.authors_in_words(article)),
        _("Published"): printed.stamp(article.published_at),
        _("Last changed"): printed.stamp(changed),
        _("Edition"): f"{escaped(edition.name)} ({edition.language})",
        _("Address"): f"<{base}>",
        _("Origin and licence"): _credit(article),
        _("In other languages"): ", ".join(link(one.edition_id, absolute(of_markdown(one))) for one in others),
    }
    yield "\n".join(f"- {name}: {said}" for name, said in facts.items() if said)


def _correction(one: Correction) -> str:
    """Write a correction as a quotation, with its kind and time before it."""
    head = f"**{escaped(str(CorrectionKind(one.kind).label))}** ({printed.stamp(one.public_at or one.made_at)})"
    return quoted(f"{head}\n\n{_words(one.text)}")


def _photo(article: Article, photo: Photo) -> str:
    """Write the article's photo with its description, and below it what is said of it."""
    shared = sharing.images_of(photo)[0]
    said = " ".join(filter(None, (words(article.photo_caption), _credit(photo))))
    return f"![{words(article.photo_alt)}]({target(shared.url)})" + (f"\n\n{beginning(said)}" if said else "")


def _entry(one: LiveEntry, base: str) -> str:
    """Write an entry of a live blog below a heading that says when it was made."""
    title = " – ".join(filter(None, (printed.stamp(one.made_at), words(one.headline))))
    names = escaped(printed.joined(one.authors))
    return "\n\n".join(filter(None, (heading(title, 2), names, markdown(one.body, base))))


def _credit(row: Article | Photo) -> str:
    """Write whose a text or photo is and its licence, with where these lead."""
    whose = link(escaped(row.credit), row.source_url) if row.credit and row.source_url else escaped(row.credit)
    licence = link(escaped(row.licence), row.licence_url) if row.licence_url else escaped(row.licence)
    return " · ".join(filter(None, (whose, licence)))


def _words(text: str) -> str:
    """Write plain text in its paragraphs."""
    whole = text.strip().replace("\r\n", "\n")
    paragraphs = ("\\\n".join(map(beginning, map(words, one.splitlines()))) for one in whole.split("\n\n"))
    return "\n\n".join(filter(None, paragraphs))
