"""`manage.py import_articles`: take articles over from WordPress, Ghost, or another Gazette (A50)."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from articles.actions import bringing_back, importing
from articles.actions.refusals import NotAllowed
from articles.exchange import report
from articles.exchange.ghost import Ghost
from articles.exchange.items import Export, Item, LeftOut, Unreadable
from articles.exchange.report import Line, Outcome, Report
from articles.exchange.unpacked import opened
from articles.exchange.wordpress import WordPress
from articles.models import Edition, Section, SectionName


class Command(BaseCommand):
    """Reads FILE and no network. Run again, it goes on where it was, and changes nothing that is here already."""

    help = "Take articles over from an export: of WordPress (WXR), Ghost (JSON) or Gazette (ZIP of export_articles)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=("wordpress", "ghost", "gazette"), help="from what it was exported")
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--edition", default="", help="the edition they go into, as en (else the default one)")
        parser.add_argument(
            "--section",
            action="append",
            default=[],
            metavar="[TERM=]CODE",
            help="the section for a category or tag (by its address or name), or for all that no other leads to one",
        )
        parser.add_argument("--media", type=Path, metavar="DIR", help="where the files of pictures lie")
        parser.add_argument("--credit", default="", help="who is named with photos whose file names no maker")
        parser.add_argument("--site", default="", metavar="URL", help="where a Ghost site stood, which it does not say")
        parser.add_argument("--by", default="", metavar="EMAIL", help="the account that the newsroom's log names")
        parser.add_argument("--dry-run", action="store_true", help="say what would come of it, and store nothing")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write the report as JSON, too")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with ExitStack() as stack:
                file = stack.enter_context(report.opened(options["report"])) if options["report"] else None
                told = self._told(options, partial(Report, is_rehearsal=options["dry_run"], file=file))
        except (Unreadable, bringing_back.Occupied, NotAllowed, OSError) as why:
            raise CommandError(str(why)) from None
        if told.counts[Outcome.REFUSED]:
            raise CommandError(f"{told.counts[Outcome.REFUSED]} were refused; the lines above say why. Run it again.")

    def _told(self, options: dict[str, Any], reporting: "partial[Report]") -> Report:
        by = _account(options["by"])
        if options["kind"] == "gazette":
            with opened(options["file"]) as packed:
                lines = bringing_back.bring_back(
                    packed=packed, by=by, is_rehearsal=options["dry_run"], now=timezone.now()
                )
                return self._write(lines, reporting("gazette"))
        export: Export = (
            WordPress(options["file"]) if options["kind"] == "wordpress" else Ghost(options["file"], options["site"])
        )
        return self._write(_lines(export, _into(options, by)), reporting(export.source))

    def _write(self, lines: Iterator[Line], told: Report) -> Report:
        told.begin()
        for line in lines:
            for words in told.add(line):
                self.stdout.write(words)
        self.stdout.write(told.end())
        return told


def _lines(export: Export, into: importing.Into) -> Iterator[Line]:
    items: Iterator[Item | LeftOut] = export.items()
    for item in items:
        yield importing.take_over(item=item, export=export, into=into, now=timezone.now())


def _into(options: dict[str, Any], by: User) -> importing.Into:
    edition = _edition(options["edition"])
    named = dict(_named(option) for option in options["section"])
    if options["media"] and not options["media"].is_dir():
        raise CommandError(f"{options['media']} is no folder.")
    return importing.Into(
        edition=edition,
        by=by,
        sections=_sections(edition) | {term: section for term, section in named.items() if term},
        otherwise=named.get(""),
        media=options["media"],
        credit=options["credit"],
        is_rehearsal=options["dry_run"],
    )


def _edition(language: str) -> Edition:
    chosen = Edition.objects.filter(pk=language) if language else Edition.objects.filter(is_default=True)
    if edition := chosen.first():
        return edition
    there = ", ".join(Edition.objects.values_list("pk", flat=True)) or "none"
    raise CommandError(f"Name an edition of this site with --edition. There are: {there}.")


def _sections(edition: Edition) -> dict[str, Section]:
    """Return the sections that a category or tag leads to by itself: called as the edition calls a section."""
    names = SectionName.objects.filter(edition=edition).select_related("section")
    return {word.lower(): name.section for name in names for word in (name.section.code, name.slug, name.name)}


def _named(option: str) -> tuple[str, Section]:
    """Read `TERM=CODE`, or a code alone."""
    term, _sign, code = option.rpartition("=")
    if section := Section.objects.filter(code=code).first():
        return term.strip().lower(), section
    there = ", ".join(Section.objects.values_list("code", flat=True)) or "none"
    raise CommandError(f"There is no section “{code}”. There are: {there}.")


def _account(email: str) -> User:
    """Find who answers for the import: an account of the newsroom, or the site's only administrator."""
    active = User.objects.filter(is_active=True)
    found = list(active.filter(email__iexact=email) if email else active.filter(is_superuser=True)[:2])
    if len(found) == 1:
        return found[0]
    raise CommandError("Name with --by the account of a publisher or administrator: the newsroom's log names it.")
