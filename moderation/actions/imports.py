"""Importing comments from another system (C71): read all, match pages with articles, store by the batch.

Each batch is a transaction of its own and leaves out what is stored already: whatever ends an import, the next run
goes on where it ended.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import IntegrityError

from articles.models import Article
from moderation import old_addresses
from moderation.actions import entering
from moderation.actions.entering import Source
from moderation.imports import formats
from moderation.imports.report import Report
from moderation.imports.settling import Change, Why, settle
from moderation.imports.shapes import Page, Person, Unreadable
from moderation.imports.spool import Kept, Spool

#: Comments of a transaction: writers of other comments wait no longer than for these.
BATCH = 500


@dataclass(frozen=True)
class Wanted:
    """What is to be imported: a file or folder, from where, and which old addresses are which articles."""

    path: Path
    source: Source
    table: Mapping[str, int]


def run(*, wanted: Wanted, now: datetime, is_dry: bool, tell: Callable[[Report], None]) -> Report:
    """Import what is not here yet, or only say what that would do; `tell` is called after each batch.

    Raises BadFile before anything is stored, OSError where the file cannot be read.
    """
    report = Report()
    with closing(Spool()) as spool:
        _read(wanted, spool, report, now)
        articles = _match(wanted, spool, report)
        stored = entering.stored(wanted.source.name, spool.strange_parents())
        for batch in _batches(spool.kept(stored)):
            report.change([one.key for one in batch if one.is_alone], Change.ALONE)
            if is_dry:
                _foresee(batch, wanted.source.name, report)
            else:
                _store(batch, wanted.source, articles, report, now)
            tell(report)
    report.settle()
    return report


def _read(wanted: Wanted, spool: Spool, report: Report, now: datetime) -> None:
    """Take in the whole export, and say of each comment what of it is left behind."""
    for found in formats.read(wanted.source.form, wanted.path):
        if isinstance(found, Page):
            spool.page(found)
        elif isinstance(found, Person):
            spool.person(found)
        else:
            report.read += 1
            if isinstance(found, Unreadable):
                report.leave_out([found.where], Why.UNREADABLE)
                continue
            one = settle(found, now)
            if not spool.comment(one):
                report.leave_out([one.key], Why.TWICE)
                continue
            for change in one.changes:
                report.change([one.key], change)
            for lost in one.lost:
                report.lose([one.key], lost)


def _match(wanted: Wanted, spool: Spool, report: Report) -> dict[int, Article]:
    """Find the article of every page, and say of the rest what is left out."""
    known, found = old_addresses.OldAddresses(wanted.table), {}
    for key, url, count in spool.pages():
        try:
            found[key] = known.find(url)
        except old_addresses.NoArticle as unknown:
            report.pages.append((url, count, str(unknown)))
    spool.belong(found.items())
    for key, why in spool.left_out():
        report.leave_out([key], Why(why))
    return Article.objects.select_related("edition").defer("body").in_bulk(set(found.values()))


def _batches(kept: Iterator[Kept]) -> Iterator[list[Kept]]:
    while batch := list(islice(kept, BATCH)):
        yield batch


def _foresee(batch: Iterable[Kept], source: str, report: Report) -> None:
    there = entering.stored(source, (one.key for one in batch))
    fresh = [one for one in batch if one.key not in there]
    report.already += len(there)
    report.places += sum(not one.body for one in fresh)
    report.waiting += sum(one.waits and bool(one.body) for one in fresh)
    report.published += sum(not one.waits and bool(one.body) for one in fresh)


def _store(batch: list[Kept], source: Source, articles: Mapping[int, Article], report: Report, now: datetime) -> None:
    """Store a batch; where another import has stored some of it meanwhile, the rest."""
    try:
        done = entering.enter(batch=batch, source=source, articles=articles, now=now)
    except IntegrityError:
        done = entering.enter(batch=batch, source=source, articles=articles, now=now)
    report.published += done.published
    report.waiting += done.waiting
    report.places += done.places
    report.already += done.already
    report.leave_out(done.erased, Why.ERASED)
    report.change(done.below, Change.BELOW)
