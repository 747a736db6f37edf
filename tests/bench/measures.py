"""What is measured, row by row."""

import gzip
import json
import os
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("DEPLOYMENT", "development")
django.setup()

from articles.pages.stamps import FileStamps, RedisStamps, Stamps, of_article  # noqa: E402 # needs the settings
from tests.bench import archive, cost, servers  # noqa: E402 # as above
from tests.bench.cost import Load, Measured, Request, per_request, taking_turns  # noqa: E402 # as above
from tests.bench.servers import python  # noqa: E402 # as above
from tests.bench.site import Served, Site  # noqa: E402 # as above
from tests.bench.table import Row, at_most, cheaper  # noqa: E402 # as above

PAGE = 50


@dataclass
class Peers:
    """What the peers cost, in microseconds; None where one was not measured, and why in `absent`."""

    #: Where they are installed.
    directory: Path
    nginx: float | None = None
    bare: float | None = None
    wagtail: float | None = None
    wagtail_memory: float | None = None
    wagtail_start: float | None = None
    isso_read: float | None = None
    isso_post: float | None = None
    #: The same where Isso holds as many comments as the site's long thread.
    isso_post_filled: float | None = None
    xtd_read: float | None = None
    xtd_post: float | None = None
    absent: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Thread:
    """The addresses of an article's discussion."""

    pk: int

    @property
    def page(self) -> str:
        return f"/en/articles/{self.pk}/comments/"

    @property
    def fragment(self) -> str:
        return f"{self.page}fragment/"


def stamps(site: Site) -> Stamps:
    """Open the stamps by which the site knows that a page is out of date."""
    return RedisStamps(site.store.redis) if site.store.redis else FileStamps(site.var / "stamps")


def reading(served: Served, peers: Peers, load: Load) -> list[Row]:
    """Measure what readers read (QP1 to QP5, QP13)."""
    site, opened = served.site, stamps(served.site)
    article = site.known["short"]
    thread = Thread(article["pk"])
    on = site.store.name

    def costs(request: Request) -> float:
        return per_request(served.pids, served.port, lambda _n: request, load)

    def unkept(request: Request) -> float:
        out = lambda: opened.touch([of_article(article["pk"])])  # noqa: E731 # named for the line below
        return per_request(served.pids, served.port, lambda _n: request, load, before=out)

    browser = cost.Browser(served.port)
    page = browser.send(site.read(article["path"])).body
    first = browser.send(site.read(f"{thread.page[:-1]}.json")).body
    browser.close()
    after = json.loads(first)["after"]
    second = site.read(f"{thread.fragment}?after={after}")
    next_page = costs(second)
    return [
        cheaper("QP1", f"anonymous article, through the front server of deploy/ ({on})",
                _behind_front(served, article["path"], load), peers.nginx, 0.5, 0.85),
        cheaper("QP2", f"anonymous article, our process alone ({on})", costs(site.read(article["path"])), peers.nginx,
                0.05, 0.30),
        cheaper("QP3", f"article with 50 comments, nothing kept ({on})", unkept(site.read(article["path"])),
                peers.wagtail, 2, 5),
        cheaper("QP4", f"member: article with 50 comments and the next 50 ({on})",
                costs(site.as_member(article["path"])) + next_page, peers.wagtail, 4, 12),
        cheaper("QP5", f"100 comments as fragments ({on})", costs(site.read(thread.fragment)) + next_page,
                peers.isso_read, 20, 100),
        at_most("QP13", f"article with 50 comments, gzip ({on})", len(gzip.compress(page, 6)) / 1024, 21, 10, "KB"),
    ]  # fmt: skip


def _behind_front(served: Served, path: str, load: Load) -> float | None:
    """Measure the front server together with ours behind it."""
    directory, port = served.site.var / "front", servers.free_port()
    request = served.site.read(path)
    try:
        command = servers.front(port, directory, served.port)
    except FileNotFoundError:
        return None
    with servers.running(command, port, log=directory / "log", probe=request) as server:
        return per_request(lambda: server.pids() + served.pids(), port, lambda _n: request, load)


def posting(served: Served, peers: Peers, load: Load) -> list[Row]:
    """Measure a post with every rule screened (QP6), beside an Isso of hardly a comment and one as full as the site.

    The first is measured in turns with ours, as many posts each: what a post costs it grows with what it holds.
    """
    from tests.bench.peers import NotInstalled, isso

    site, theirs = served.site, None
    post = Measured(served.pids, served.port, partial(site.post, "written"))
    try:
        with isso.serve(peers.directory, install=False) as peer:
            ours, theirs = taking_turns([post, Measured(peer.server.pids, peer.server.port, peer.post)], load)
    except (NotInstalled, servers.DidNotStart):
        ours = taking_turns([post], load)[0]
    marks = (0.9, 1.4) if site.store.database else (1.4, 2.5)
    what = f"comment post with every rule screened ({site.store.name}); Isso holds"
    return [
        cheaper("QP6", f"{what} a hundred at first", ours, theirs, *marks),
        cheaper("QP6", f"{what} {site.known['counts']['comments']:,}", ours, peers.isso_post_filled, *marks),
    ]


def growing(small: Served, large: Served, load: Load) -> list[Row]:
    """Compare a site with a thread of 100 with one whose thread is long (QP7)."""
    name = f"{large.site.store.name}, {large.site.known['counts']['comments']:,} comments"
    aim = 1.2 if large.site.store.database else 1.1
    after = large.site.known["after"]
    pages = {
        "first page": "",
        "a page in the middle": f"?after={after['middle']}",
        "the last page": f"?after={after['end']}",
    }
    path = Thread(large.site.known["long"]["pk"]).page
    short = _made_anew(small, f"{Thread(small.site.known['long']['pk']).page}?after={small.site.known['after']['end']}")
    costs = taking_turns([short, *(_made_anew(large, f"{path}{query}") for query in pages.values())], load)
    rows = [
        _grown(f"{what} of 50 ({name})", costs[0], found, aim) for what, found in zip(pages, costs[1:], strict=True)
    ]
    both = {
        "article with the count": [_made_anew(one, one.site.known["long"]["path"]) for one in (small, large)],
        "a post": [Measured(one.pids, one.port, partial(one.site.post, "long")) for one in (small, large)],
        "the moderators' queue": [_queue(one) for one in (small, large)],
    }
    for what, pair in both.items():
        rows.append(_grown(f"{what} ({name})", *taking_turns(pair, load), aim))
    return rows


def _grown(what: str, small: float, large: float, aim: float) -> Row:
    return at_most("QP7", what, large / small, 1.3, aim, "×", f"{small:,.0f} → {large:,.0f} µs")


def _made_anew(served: Served, path: str) -> Measured:
    """Measure a page that is out of date each time."""
    opened, pk = stamps(served.site), served.site.known["long"]["pk"]
    request = served.site.read(path)
    return Measured(served.pids, served.port, lambda _n: request, lambda: opened.touch([of_article(pk)]))


def _queue(served: Served) -> Measured:
    request = served.site.as_moderator(served.site.queue)
    return Measured(served.pids, served.port, lambda _n: request)


def inside(site: Site) -> list[Row]:
    """Measure the screening and count statements, in a process of ours (QP8 to QP10)."""
    found: dict[str, Any] = json.loads(python("tests.bench.inside", json.dumps(site.known), **site.environment))
    screened, counted = found["screening"], found["statements"]
    on = site.store.name
    return [
        at_most("QP8", "screening an ordinary comment", screened["ordinary_median"], 1, 0.3, "ms",
                f"p99 {screened['ordinary_p99']:.2f} ms"),
        at_most("QP8", "screening 2 KB", screened["long_median"], 3, 0.8, "ms", f"p99 {screened['long_p99']:.2f} ms"),
        at_most("QP9", "screening, memory of a process", screened["megabytes"], 150, 60, "MB"),
        at_most("QP9", "screening, until it is ready", screened["seconds"], 2, 0.5, "s"),
        at_most("QP10", f"statements, anonymous article ({on})", counted["anonymous"], 0, 0, ""),
        at_most("QP10", f"statements, the same signed in ({on})", counted["signed in"], 3, 1, ""),
        at_most("QP10", f"statements, a post ({on})", counted["post"], 8, 5, ""),
        at_most("QP10", f"statements, a reply ({on})", counted["reply"], 8, 5, ""),
    ]  # fmt: skip


def screening_archive(ordinary: int) -> list[Row]:
    """Measure the command that screens an archive, but for its start."""
    count, rate = archive.screened(ordinary)
    return [Row("QP8", "manage.py screen, comments a second of one core", f"{count:,} comments", rate, 1000, unit="")]


def standing(served: Served, peers: Peers) -> list[Row]:
    """Weigh the web server after its load, and time its start (QP11, QP12)."""
    megabytes, seconds = cost.memory(served.server.pids()), served.server.started_in
    weighed = megabytes / peers.wagtail_memory if peers.wagtail_memory else None
    timed = seconds / peers.wagtail_start if peers.wagtail_start else None
    return [
        at_most("QP11", "web server's memory, 2 workers, after load", weighed, 1.0, 0.6, "× Wagtail's",
                f"{megabytes:.0f} MB; theirs {peers.wagtail_memory or 0:.0f} MB"),
        at_most("QP12", "start to first answer", timed, 0.6, 0.4, "× Wagtail's",
                f"{seconds:.2f} s; theirs {peers.wagtail_start or 0:.2f} s"),
    ]  # fmt: skip


def queue(served: Served, times: int) -> list[Row]:
    """Time the moderators' queue and a card (QP14)."""
    site = served.site
    list_p95 = cost.p95(served.port, lambda _n: site.as_moderator(site.queue), times)
    card = site.known["cases"]
    card_p95 = cost.p95(
        served.port, lambda n: site.as_moderator(f"{site.queue}{card[n % len(card)]}/change/"), min(times, len(card))
    )
    name = f"{site.store.name}, {site.known['counts']['comments']:,} comments, {site.known['counts']['waiting']:,} wait"
    return [
        at_most("QP14", f"moderators' queue, p95 ({name})", list_p95, 100, 40, "ms"),
        at_most("QP14", f"moderators' card, p95 ({name})", card_p95, 100, 40, "ms"),
    ]


def unread(served: Served, times: int) -> list[Row]:
    """Time articles that are not kept, each once, in a paper that has many (statement A22)."""
    site, articles = served.site, served.site.known["unread"]
    stamps(site).touch([of_article(article["pk"]) for article in articles])
    times = min(times, len(articles) - cost.UNTIMED)
    took = cost.p95(served.port, lambda n: site.read(articles[n]["path"]), times)
    name = f"{site.store.name}, {site.known['counts']['articles']:,} articles"
    return [at_most("A22", f"article that is not kept, p95 ({name})", took, 50, 20, "ms")]


def references(page: bytes, peers: Peers, load: Load, *, comments: int, install: bool) -> None:
    """Measure what ours is compared with: nginx with the same page, bare Django, and the peers."""
    from tests.bench.peers import NotInstalled, isso, wagtail, xtd

    directory = peers.directory
    try:
        peers.nginx = _nginx(directory / "nginx", page, load)
    except FileNotFoundError as missing:
        peers.absent["nginx"] = str(missing)
    peers.bare = _bare(directory, load)
    try:
        with wagtail.serve(directory, install=install) as server:
            peers.wagtail = per_request(server.pids, server.port, lambda _n: wagtail.PAGE, load)
            peers.wagtail_memory, peers.wagtail_start = cost.memory(server.pids()), server.started_in
    except (NotInstalled, servers.DidNotStart) as missing:
        peers.absent["Wagtail"] = str(missing)
    try:
        with isso.serve(directory, install=install) as server:
            peers.isso_read = per_request(server.server.pids, server.server.port, server.read, load)
            peers.isso_post = per_request(server.server.pids, server.server.port, server.post, load)
            server.fill(comments)
            peers.isso_post_filled = per_request(server.server.pids, server.server.port, server.post, load)
    except (NotInstalled, servers.DidNotStart) as missing:
        peers.absent["Isso"] = str(missing)
    try:
        with xtd.serve(directory, install=install) as peer:
            peers.xtd_read = per_request(peer.server.pids, peer.server.port, lambda _n: xtd.READ, load)
            peers.xtd_post = per_request(peer.server.pids, peer.server.port, peer.post, load)
    except (NotInstalled, servers.DidNotStart) as missing:
        peers.absent["django-comments-xtd"] = str(missing)


def _nginx(directory: Path, page: bytes, load: Load) -> float:
    directory.mkdir(parents=True, exist_ok=True)
    (directory / "index.html").write_bytes(page)
    port, probe = servers.free_port(), Request("/", {"Host": "static.example"})
    with servers.running(servers.nginx(port, directory), port, log=directory / "log", probe=probe) as server:
        return per_request(server.pids, port, lambda _n: probe, load)


def _bare(directory: Path, load: Load) -> float:
    port, probe = servers.free_port(), Request("/", {"Host": "bare.example"})
    command = servers.granian(port, "tests.bench.bare:application")
    with servers.running(command, port, log=directory / "bare.log", probe=probe) as server:
        return per_request(server.pids, port, lambda _n: probe, load)
