"""Which article of ours a page of an earlier site is."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from urllib.parse import unquote, urlsplit

from articles.models import Article, OldAddress
from moderation.imports.shapes import BadFile

#: An address of ours ends in the article's number.
NUMBERED = re.compile(r"-(\d{1,18})/?$")
#: The ending of a page's name on sites that write files.
ENDING = re.compile(r"\.(html?|php|aspx?)$", re.IGNORECASE)
#: By which WordPress names a page without a path.
SHORT = re.compile(r"(?:^|&)((?:p|page_id)=\d+)(?:&|$)")


class NoArticle(LookupError):
    """The page is no article here, or it cannot be told which: says why."""


class OldAddresses:
    """Finds articles: by a table first, then as an address of ours or one from before (A50), then by slug."""

    def __init__(self, table: Mapping[str, int]) -> None:
        self._table = table
        self._slugs: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._editions: dict[int, str] = {}
        for pk, slug, edition in Article.objects.values_list("pk", "slug", "edition_id"):
            self._slugs[slug.casefold()].append((edition, pk))
            self._editions[pk] = edition

    def find(self, url: str) -> int:
        """Return the article's key. Raises NoArticle."""
        try:
            path, written = unquote(urlsplit(url).path), spellings(url)
        except ValueError:
            raise NoArticle("this is no address") from None
        for spelling in written:
            if spelling in self._table:
                return self._known(self._table[spelling])
        parts = [part for part in path.split("/") if part]
        numbered = NUMBERED.search(path)
        if numbered and self._editions.get(int(numbered[1])) == parts[0]:
            return int(numbered[1])
        taken_over = OldAddress.objects.leading_from(url)
        return taken_over.pk if taken_over else self._by_slug(parts)

    def _by_slug(self, parts: list[str]) -> int:
        slug = ENDING.sub("", parts[-1]).casefold() if parts else ""
        found = self._slugs.get(slug, [])
        if len(found) > 1:
            found = [(edition, pk) for edition, pk in found if edition in parts] or found
        if not found:
            raise NoArticle("no article has this address or slug")
        if len(found) > 1:
            raise NoArticle(f"{len(found)} articles have this slug: say in the table which")
        return found[0][1]

    def _known(self, pk: int) -> int:
        if pk not in self._editions:
            raise NoArticle(f"the table leads to article {pk}, which is not there")
        return pk


def table(lines: Iterable[str]) -> dict[str, int]:
    """Read OLD,NEW of each line: an old address or path, and an address or the number of an article. Raises BadFile."""
    found: dict[str, int] = {}
    for number, row in enumerate(csv.reader(lines), start=1):
        if not row or row[0].strip().lower() == "old":
            continue
        new = row[1].strip() if len(row) > 1 else ""
        numbered = NUMBERED.search(urlsplit(new).path)
        if not (numbered or (new.isascii() and new.isdigit())):
            raise BadFile(f"Line {number} of the table: write OLD,NEW, and NEW as an article's address or number.")
        found[spellings(row[0])[0]] = int(numbered[1] if numbered else new)
    return found


def spellings(url: str) -> list[str]:
    """List the ways to write an address: without scheme, www., end and query, then without the host."""
    parts = urlsplit(url.strip())
    host = parts.netloc.lower().removeprefix("www.")
    short = SHORT.search(parts.query)
    path = "/" + unquote(parts.path).strip("/") + (f"?{short[1]}" if short else "")
    return [host + path, path] if host else [path]
