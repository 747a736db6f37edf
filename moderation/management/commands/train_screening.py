"""Train the learned scores from the newsroom's own decisions."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from moderation.actions import teaching
from moderation.screening import heads, learning
from moderation.screening.elsewhere import left_out
from moderation.screening.lessons import Lesson, written


class Command(BaseCommand):
    help = (
        "Train heads from stored decisions and labelled JSON lines (--prior). A head takes over where it does better "
        "on the frozen fifth of the articles than the one in use. Run it again after erasures: what is gone no "
        "longer teaches, and no head that it taught stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--prior", nargs="*", type=Path, default=[], help="Labelled comments of other sources.")
        parser.add_argument("--output", type=Path, help="Write the heads here and leave those in use alone.")
        parser.add_argument(
            "--leave-out",
            action="store_true",
            help="Only say how comments of each source are told by heads of the others.",
        )

    def handle(self, *args: Any, **options: Any) -> None:  # Django's signature
        """Train, examine, say how well it went, and take over what is better."""
        now = timezone.now()
        labelled = [*teaching.lessons(now=now), *(one for path in options["prior"] for one in _labelled(path))]
        taught = [*labelled, *written()]
        if options["leave_out"]:
            self._leave_out(taught)
            return
        trained = learning.train(taught)
        if not trained and not (teaching.erased_since() and not options["output"]):
            raise CommandError(
                f"{len(labelled)} comments teach nothing yet: a head needs {learning.FEWEST} of either kind in a "
                "language. Decide some more cases, or name labelled files with --prior."
            )
        present = teaching.basis()
        chosen = trained if options["output"] else teaching.better(trained, present, taught)
        results = learning.examine(chosen or trained, taught)
        before = {(one.language, one.ground): one.auc for one in learning.examine(present, taught)}
        self.stdout.write(f"{'lang':>4} {'ground':>6} {'broken':>6} {'kept':>6} {'AUC':>6} {'before':>6}")
        for one in results:
            old = before.get((one.language, one.ground))
            self.stdout.write(
                f"{one.language:>4} {one.ground:>6} {one.broken:>6} {one.kept:>6} {one.auc:>6.3f} "
                f"{f'{old:.3f}' if old is not None else '-':>6}"
            )
        if options["output"]:
            heads.save(options["output"], chosen)
            return
        if not chosen:
            self.stdout.write(self._nothing_better(now))
            return
        ruleset = teaching.take_over(chosen, results, lessons_count=len(labelled), now=now)
        self.stdout.write(f"In use from ruleset {ruleset.pk} on; {teaching.own_file()} and its card were written.")

    def _nothing_better(self, now: datetime) -> str:
        """Leave alone what is in use, but for what remembers something erased."""
        if not teaching.erased_since():
            return "No head does better there than the one in use: nothing was changed."
        ruleset = teaching.forget(now=now)
        return f"Something was erased and no head is better: what ships is in use from ruleset {ruleset.pk} on."

    def _leave_out(self, taught: list[Lesson]) -> None:
        heads = ("lang", "ground", "broken", "kept", "AUC", "R@5%", "R@10%")
        self.stdout.write(" ".join(f"{head:>6}" for head in heads) + " source")
        for one in left_out(taught):
            tally = one.tally
            figures = [f"{figure:.3f}" for figure in (tally.auc, tally.recall_at(0.05), tally.recall_at(0.1))]
            columns = [one.language, one.ground, len(tally.positive), len(tally.negative), *figures]
            self.stdout.write(" ".join(f"{column:>6}" for column in columns) + f" {one.source}")


def _labelled(path: Path) -> Iterator[Lesson]:
    """Read a file of labelled comments, or say that it cannot be read."""
    try:
        yield from teaching.labelled(path)
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise CommandError(f"{path} cannot be read as labelled comments: {error!r}") from error
