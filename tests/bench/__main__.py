"""Measure the site and its peers, and print the speed table: `python -m tests.bench` (docs/speed.md)."""

import argparse
import json
import os
import platform
import sys
from contextlib import ExitStack
from pathlib import Path

from tests.bench import archive, measures, table
from tests.bench.cost import Browser, Load
from tests.bench.servers import ROOT
from tests.bench.site import SQLITE, Site, Store, postgresql, site

#: What the long thread is compared with: a small site whose thread has a hundred comments.
SMALL = {"articles": 500, "comments": 100, "waiting": 0}
#: Waiting cases in both, so that the queue's page is as long.
QUEUE = 25


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--comments", type=int, default=100_000, help="in one thread")
    parser.add_argument("--waiting", type=int, default=1_000, help="cases in the moderators' queue")
    parser.add_argument("--million", action="store_true", help="1,000,000 comments, 10,000 of them waiting (QP14)")
    parser.add_argument("--quick", action="store_true", help="tiny: to see that all of it works")
    parser.add_argument("--peers", action="store_true", help="install the peers that are missing")
    parser.add_argument("--seconds", type=float, default=2.0, help="a round's length; each figure has three rounds")
    parser.add_argument("--json", type=Path, help="write the rows here, too")
    chosen = parser.parse_args(arguments)
    if chosen.million:
        chosen.comments, chosen.waiting = 1_000_000, 10_000
    chosen.warm_up = 60
    if chosen.quick:
        chosen.articles, chosen.comments, chosen.waiting = 30, 400, 20
        chosen.seconds, chosen.warm_up = 0.05, 4
    return chosen


def stores(kind: str) -> list[Store]:
    """List where a data set of this kind is built: SQLite, and PostgreSQL with Redis where the variables name them."""
    server = os.environ.get("DATABASE_URL_POSTGRES") or os.environ.get("DATABASE_URL", "")
    there = [postgresql(server, os.environ.get("REDIS_URL", ""), kind)] if server.startswith("postgres") else []
    return [SQLITE, *there]


def build(directory: Path, chosen: argparse.Namespace, kind: str) -> list[Site]:
    sizes = {"articles": chosen.articles, "comments": chosen.comments, "waiting": chosen.waiting}
    if kind == "small":
        sizes = {**SMALL, "articles": min(SMALL["articles"], chosen.articles), "waiting": QUEUE}
    name = f"{kind}_{sizes['articles']}_{sizes['comments']}"
    return [site(directory / f"{store.name}-{name}".lower(), store, **sizes) for store in stores(name)]


def measure(small: Site, large: Site, peers: measures.Peers, chosen: argparse.Namespace) -> list[table.Row]:
    """Measure one database: both sites serve at once, so that they are compared under the same weather."""
    load = Load(chosen.seconds, chosen.warm_up)
    posts = Load(chosen.seconds, chosen.warm_up, most=400)
    with ExitStack() as stack:
        served, compared = (stack.enter_context(one.serve()) for one in (large, small))
        rows = measures.reading(served, peers, load)
        rows += measures.posting(served, peers, posts)
        rows += measures.growing(compared, served, posts)
        times = 200 if chosen.seconds >= 1 else 20
        rows += measures.queue(served, times) + measures.unread(served, times)
        if large.store == SQLITE:
            rows += measures.standing(served, peers)
            rows += measures.screening_archive(archive.ORDINARY if chosen.seconds >= 1 else 0)
    return rows + measures.inside(large)


def page_of(served_site: Site) -> bytes:
    """Fetch the page that nginx is to serve."""
    with served_site.serve() as served:
        browser = Browser(served.port)
        page = browser.send(served_site.read(served_site.known["short"]["path"])).body
        browser.close()
    return page


def machine() -> str:
    cpu = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    return (
        f"{os.cpu_count()} cores ({cpu}), Linux {platform.release().split('-')[0]}, Python {platform.python_version()}"
    )


def report(rows: list[table.Row], peers: measures.Peers) -> str:
    """Write the table, and below it what the references cost."""
    costs = {
        "nginx, the same page as a file": peers.nginx,
        "a bare Django view on our server": peers.bare,
        "Wagtail, a plain article": peers.wagtail,
        "Isso, 100 comments": peers.isso_read,
        "Isso, a post": peers.isso_post,
        "Isso, a post among as many comments as ours": peers.isso_post_filled,
        "django-comments-xtd, an article with 100 comments": peers.xtd_read,
        "django-comments-xtd, a post": peers.xtd_post,
    }
    lines = [f"Machine: {machine()}.", "", table.as_markdown(rows), "", "| reference | cost |", "|---|---|"]
    lines += [f"| {name} | {f'{value:,.0f} µs' if value else 'not measured'} |" for name, value in costs.items()]
    lines += [f"\nNot measured: {name}: {why}" for name, why in peers.absent.items()]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    chosen = options(arguments)
    directory = Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve() / "bench"
    directory.mkdir(parents=True, exist_ok=True)
    pairs = list(zip(build(directory, chosen, "small"), build(directory, chosen, "large"), strict=True))
    peers = measures.Peers(directory / "peers")
    load = Load(chosen.seconds, chosen.warm_up)
    page = page_of(pairs[0][1])
    measures.references(page, peers, load, comments=chosen.comments, install=chosen.peers)
    rows = [row for small, large in pairs for row in measure(small, large, peers, chosen)]
    rows.sort(key=lambda row: int(row.id[2:]))
    print(report(rows, peers))
    if chosen.json:
        chosen.json.write_text(json.dumps(table.as_dicts(rows), indent=1), encoding="utf-8")
    failed = table.failures(rows)
    for row in failed:
        print(f"\n{row.id} falls short: {row.what}: {row.mark(row.value)}, floor {row.mark(row.floor)}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
