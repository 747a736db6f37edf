"""What a newsroom's decisions teach the learned scores, and the heads that it has trained itself."""

import json
import tomllib
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.db.models import Exists, OuterRef

from moderation.enums import Measure, Status
from moderation.models import Comment, Decision, Report, Ruleset
from moderation.screening import heads, learning
from moderation.screening.heads import Heads
from moderation.screening.learning import Result
from moderation.screening.lessons import LEARNED, Lesson

#: How a ruleset's record names a training, and that what ships is in use again: (kind, key, before, after).
TRAINED, FORGOTTEN = "trained", "forgotten"
#: What was accepted without a word for so long was accepted; the newest of these teach.
UNCONTESTED, UNCONTESTED_MOST = timedelta(days=7), 20_000
ACCEPTED = (Measure.PUBLISH, Measure.KEEP, Measure.RESTORE)
EVERY = frozenset(LEARNED)
PRIOR = heads.SHIPPED.with_name("prior.toml")


def own_file() -> Path:
    """Where the newsroom's own heads are kept."""
    return Path(settings.SHARED_DIR) / "heads.npz"


def in_use() -> Mapping[str, Heads]:
    """Return the newsroom's own heads where it has trained some, and those that ship for the other languages."""
    own = own_file()
    shipped = heads.shipped()
    return ChainMap(heads.load(own), shipped) if own.exists() else shipped  # type: ignore[arg-type] # nobody writes to either


def card() -> dict[str, Any] | None:  # JSON has no narrower type
    """Read what the newsroom's own training wrote down; None where there was none."""
    file = own_file().with_suffix(".json")
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None


def erased_since() -> int:
    """Count the comments erased since the newsroom's own heads were trained, in which their words still weigh."""
    trained = card()
    if trained is None:
        return 0
    return Comment.objects.filter(erased_at__gt=datetime.fromisoformat(trained["trained_at"])).count()


def basis() -> Mapping[str, Heads]:
    """Return the heads that newly trained ones are compared with, and that stay where they do better.

    Not the newsroom's own once something was erased: whatever stays of those remembers it.
    """
    return heads.shipped() if erased_since() else in_use()


def forget(*, now: datetime) -> Ruleset:
    """Go back to what ships, when nothing better can be trained and something was erased."""
    for file in (own_file(), own_file().with_suffix(".json")):
        file.unlink(missing_ok=True)
    return Ruleset.objects.create(made_at=now, changes=[(FORGOTTEN, "", None, None)])


def lessons(*, now: datetime) -> Iterator[Lesson]:
    """Tell what people decided of comments whose text is still there and used; withdrawn ones teach nothing."""
    there = Comment.objects.usable().filter(erased_at__isnull=True, withdrawn_at__isnull=True, redacted_at__isnull=True)
    there = there.exclude(body="")
    human = Decision.objects.filter(decided_by__isnull=False, reversals__isnull=True, comment=OuterRef("pk"))
    removed = there.filter(status=Status.REMOVED)
    grounds = Decision.objects.filter(measure=Measure.REMOVE, reversals__isnull=True, comment__in=removed)
    broken: dict[int | None, int | None] = dict(grounds.values_list("comment_id", "ground_id"))
    for comment in removed.iterator():
        if ground := broken.get(comment.pk):
            yield _lesson(comment, broken=frozenset({ground}))
    published = there.filter(status=Status.PUBLISHED)
    accepted = Exists(human.filter(measure__in=ACCEPTED))
    for comment in published.filter(accepted).iterator():
        yield _lesson(comment, kept=EVERY)
    reported = Exists(Report.objects.filter(comment=OuterRef("pk")))
    silent = published.written_here().filter(~accepted, ~reported, submitted_at__lt=now - UNCONTESTED).order_by("-pk")
    for comment in silent[:UNCONTESTED_MOST].iterator():
        yield _lesson(comment, assumed=EVERY)


def _lesson(
    comment: Comment,
    *,
    broken: frozenset[int] = frozenset(),
    kept: frozenset[int] = frozenset(),
    assumed: frozenset[int] = frozenset(),
) -> Lesson:
    group = f"article {comment.article_id}"
    return Lesson(
        text=comment.body,
        language=comment.language,
        broken=broken,
        kept=kept,
        group=group,
        source="own",
        assumed=assumed,
        is_own=True,
        is_frozen=learning.is_frozen(group),
    )


def labelled(path: Path) -> Iterator[Lesson]:
    """Read labelled comments of other sources: JSON lines as `manage.py evaluate_screening` reads them."""
    how = tomllib.loads(PRIOR.read_text(encoding="utf-8")).get(path.stem, {})
    with path.open(encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines)
        yield from (_labelled(row, path.stem, how) for row in rows if "grounds" in row)


def _labelled(row: dict[str, Any], source: str, how: dict[str, Any]) -> Lesson:  # JSON and TOML have no narrower type
    broken = _numbers(row["grounds"])
    known = broken | _numbers(row.get("scope", ()))
    for one, other in how.get("also", {}).items():
        broken |= {other} if int(one) in broken else set()
        known |= {other} if int(one) in known else set()
    group = str((row.get("article") or {}).get("title") or row["id"])
    return Lesson(
        text=row["text"],
        language=how.get("language", row["lang"]) if row["lang"] == "und" else row["lang"],
        broken=broken,
        kept=known - broken,
        group=group,
        source=source,
        assumed=frozenset() if broken else frozenset(how.get("assumed", ())) - known,
        is_frozen=row["split"] == "test" if "split" in row else learning.is_frozen(group),
        is_ordinary=how.get("ordinary", False),
    )


def _numbers(grounds: Iterable[object]) -> frozenset[int]:
    return frozenset(ground for ground in grounds if isinstance(ground, int))


def better(trained: Mapping[str, Heads], present: Mapping[str, Heads], told: list[Lesson]) -> dict[str, Heads]:
    """Take each trained head that does better on the frozen lessons than the one in use, or than chance.

    A language of which no head is taken is left out.
    """
    before = {(one.language, one.ground): one.auc for one in learning.examine(present, told)}
    after = {(one.language, one.ground): one.auc for one in learning.examine(trained, told)}
    chosen = {}
    for language, made in trained.items():
        taken = {g for g in made.grounds if after.get((language, g), 0.5) > before.get((language, g), 0.5)}
        if taken:
            chosen[language] = _merged(present.get(language), made, taken)
    return chosen


def _merged(present: Heads | None, made: Heads, taken: set[int]) -> Heads:
    """Put the columns that were taken beside those that stay."""
    columns = [(made, n) for n, ground in enumerate(made.grounds) if ground in taken]
    if present is not None:
        there = {one.grounds[n] for one, n in columns}
        columns += [(present, n) for n, ground in enumerate(present.grounds) if ground not in there]
    columns.sort(key=lambda column: column[0].grounds[column[1]])
    return Heads(
        grounds=tuple(one.grounds[n] for one, n in columns),
        weights=np.stack([one.weights[:, n] for one, n in columns], axis=1),
        scale=np.array([one.scale[n] for one, n in columns]),
        bias=np.array([one.bias[n] for one, n in columns]),
        marks=np.array([one.marks[n] for one, n in columns]),
        senses=np.stack([one.senses[:, n] for one, n in columns], axis=1),
        rarity=made.rarity or (present.rarity if present else b""),
    )


def take_over(chosen: Mapping[str, Heads], results: list[Result], *, lessons_count: int, now: datetime) -> Ruleset:
    """Put heads to use: they are written beside the site's files with their card, and a new ruleset begins.

    The newsroom's own of other languages stay, unless something was erased that may have taught them.
    """
    path = own_file()
    kept = heads.load(path) if path.exists() and not erased_since() else {}
    heads.save(path.with_suffix(".new.npz"), {**kept, **chosen})
    path.with_suffix(".new.npz").replace(path)
    card = {"trained_at": now.isoformat(), "lessons": lessons_count, "results": [asdict(one) for one in results]}
    path.with_suffix(".json").write_text(json.dumps(card, indent=1), encoding="utf-8")
    return Ruleset.objects.create(made_at=now, changes=[(TRAINED, ", ".join(sorted(chosen)), None, lessons_count)])
