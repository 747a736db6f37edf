"""What the specifications ask of feeds: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1. Each check names what is wrong."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError, fromstring  # our own feeds

ATOM, CREATOR = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/elements/1.1/}creator"
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
#: RFC 822 as RSS asks for it: with the day's name in English, the year in four digits and a zone.
RFC_822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
#: Elements of a channel and of an item, and how many of each there may be at most (None: any number).
CHANNEL = {"title": 1, "link": 1, "description": 1, "language": 1, "lastBuildDate": 1, "item": None, "category": None}
ITEM = {"title": 1, "link": 1, "description": 1, "pubDate": 1, "guid": 1, "category": None}


def faults(kind: str, feed: bytes, address: str) -> list[str]:
    """Say what breaks the specification in a feed that was read at an address."""
    try:
        return [*{"rss": _rss, "atom": _atom, "json": _json}[kind](feed, address)]
    except (ParseError, ValueError) as broken:
        return [f"cannot be read: {broken}"]


def _rss(feed: bytes, address: str) -> Iterator[str]:
    root = fromstring(feed)  # noqa: S314 # ours
    if root.tag != "rss" or root.get("version") != "2.0" or [one.tag for one in root] != ["channel"]:
        yield "is no <rss version='2.0'> with one channel"
        return
    channel = root[0]
    yield from _counted(channel, CHANNEL, needed=("title", "link", "description"))
    yield from _addressed("link", channel.findtext("link"))
    if not LANGUAGE.fullmatch(channel.findtext("language") or ""):
        yield "language is none"
    own = [one.get("href") for one in channel.findall(f"{ATOM}link") if one.get("rel") == "self"]
    if own != [address]:
        yield f"names itself {own}"
    yield from _dated_as_mail("lastBuildDate", channel.findtext("lastBuildDate"))
    items = channel.findall("item")
    yield from _once("guid", [one.findtext("guid") for one in items])
    for item in items:
        yield from _rss_item(item)


def _rss_item(item: Element) -> Iterator[str]:
    yield from _counted(item, ITEM, needed=("title", "link", "guid"))
    yield from _addressed("link", item.findtext("link"))
    guid = item.find("guid")
    if guid is not None and guid.get("isPermaLink") != "false":
        yield from _addressed("guid", guid.text)
    yield from _dated_as_mail("pubDate", item.findtext("pubDate"))
    if not all((one.text or "").strip() for one in (*item.findall("category"), *item.findall(CREATOR))):
        yield "a category or an author is empty"


def _atom(feed: bytes, address: str) -> Iterator[str]:
    root = fromstring(feed)  # noqa: S314 # ours
    if root.tag != f"{ATOM}feed":
        yield "is no atom:feed"
        return
    yield from _atom_common("feed", root)
    language = root.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language is not None and not LANGUAGE.fullmatch(language):
        yield "xml:lang is none"
    own = [one.get("href") for one in root.findall(f"{ATOM}link") if one.get("rel") == "self"]
    if own != [address]:
        yield f"names itself {own}"
    entries = root.findall(f"{ATOM}entry")
    yield from _once("id", [one.findtext(f"{ATOM}id") for one in entries])
    for entry in entries:
        yield from _atom_common("entry", entry)
        yield from _atom_entry(entry, is_authored=root.find(f"{ATOM}author") is not None)


def _atom_common(name: str, element: Element) -> Iterator[str]:
    for child in ("id", "title", "updated"):
        if len(element.findall(f"{ATOM}{child}")) != 1:
            yield f"{name} has not one {child}"
    if not urlsplit(element.findtext(f"{ATOM}id") or "").scheme:
        yield f"{name}'s id is no IRI"
    yield from _dated(f"{name}'s updated", element.findtext(f"{ATOM}updated"))
    for text in (*element.findall(f"{ATOM}title"), *element.findall(f"{ATOM}summary")):
        if text.get("type", "text") not in ("text", "html"):
            yield f"{name} has a text of another type"
    for link in element.findall(f"{ATOM}link"):
        yield from _addressed(f"{name}'s link", link.get("href"))
    if any(not one.get("term") for one in element.findall(f"{ATOM}category")):
        yield f"{name} has a category without a term"


def _atom_entry(entry: Element, *, is_authored: bool) -> Iterator[str]:
    authors = entry.findall(f"{ATOM}author")
    if not authors and not is_authored:
        yield "entry has no author"
    for author in authors:
        if [bool((one.text or "").strip()) for one in author.findall(f"{ATOM}name")] != [True]:
            yield "an author has not one name"
        for uri in author.findall(f"{ATOM}uri"):
            yield from _addressed("uri", uri.text)
    if not any(one.get("rel", "alternate") == "alternate" for one in entry.findall(f"{ATOM}link")):
        yield "entry leads nowhere"
    if entry.find(f"{ATOM}published") is not None:
        yield from _dated("published", entry.findtext(f"{ATOM}published"))


def _json(feed: bytes, address: str) -> Iterator[str]:
    told = json.loads(feed)
    if told.get("version") != "https://jsonfeed.org/version/1.1":
        yield "version is another"
    yield from _texts("feed", told, ("title", "home_page_url", "feed_url", "language"))
    yield from _addressed("home_page_url", told.get("home_page_url"))
    if told.get("feed_url") != address:
        yield f"names itself {told.get('feed_url')}"
    if not LANGUAGE.fullmatch(str(told.get("language"))):
        yield "language is none"
    if not isinstance(told.get("items"), list):
        yield "items are no list"
        return
    yield from _once("id", [one.get("id") for one in told["items"]])
    for item in told["items"]:
        yield from _json_item(item)


def _json_item(item: dict) -> Iterator[str]:
    yield from _texts("item", item, ("id", "url", "title"))
    if not any(isinstance(item.get(name), str) for name in ("content_html", "content_text")):
        yield "item has no content"
    yield from _addressed("url", item.get("url"))
    for name in ("date_published", "date_modified"):
        yield from _dated(name, item.get(name))
    for author in item.get("authors", []):
        if not {"name", "url", "avatar"} & author.keys() or not all(isinstance(one, str) for one in author.values()):
            yield "an author says nothing"
        if "url" in author:
            yield from _addressed("author's url", author["url"])
    if not all(isinstance(one, str) and one for one in item.get("tags", [])):
        yield "a tag is no text"


def _texts(whose: str, told: dict, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if not isinstance(told.get(name), str) or not told[name]:
            yield f"{whose} has no {name}"


def _counted(element: Element, known: dict[str, int | None], needed: tuple[str, ...]) -> Iterator[str]:
    """Find elements of no namespace that are unknown, or too many, and needed ones that are empty."""
    found = Counter(child.tag for child in element if not child.tag.startswith("{"))
    yield from (f"{name} is unknown" for name in found.keys() - known.keys())
    yield from (f"{name} is there {many} times" for name, many in found.items() if many > (known.get(name) or many))
    yield from (f"{name} is empty" for name in needed if not (element.findtext(name) or "").strip())


def _once(name: str, keys: list[str | None]) -> Iterator[str]:
    yield from (f"{name} {key} is there {many} times" for key, many in Counter(keys).items() if many > 1)


def _addressed(name: str, address: str | None) -> Iterator[str]:
    parts = urlsplit(address or "")
    if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"[\s<>\"]", address or ""):
        yield f"{name} is no address: {address}"


def _dated(name: str, stamp: str | None) -> Iterator[str]:
    if not isinstance(stamp, str) or not RFC_3339.fullmatch(stamp):
        yield f"{name} is no time: {stamp}"
    else:
        datetime.fromisoformat(stamp)


def _dated_as_mail(name: str, stamp: str | None) -> Iterator[str]:
    if not stamp or not RFC_822.fullmatch(stamp):
        yield f"{name} is no time: {stamp}"
    else:
        parsedate_to_datetime(stamp)
