"""Settings as they would be, to see what an entry, a threshold or a policy does before it counts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from moderation.actions.policies import current, in_force, with_lists
from moderation.enums.screening import ListKind
from moderation.models import ListEntry
from moderation.screening import Action, Settings
from moderation.screening.entries import NAMED
from moderation.screening.together import INNOCENT


def with_only(*rows: ListEntry) -> Settings:
    """Return settings with these entries alone on all lists, to see what they do by themselves.

    A class stands in the phrases and combinations in force that name it, a combination beside what calms, an excuse
    beside the words and phrases in force.
    """
    present, alone = current(), with_lists(rows)
    given = {(one.language, one.name) for one in alone.classes}
    names = {name for _, name in given}
    naming = tuple(
        one for one in present.phrases if given & {(one.language, name) for name in NAMED.findall(one.pattern)}
    )
    combining = tuple(one for one in present.combinations if one.weight < 0 or not names.isdisjoint(one.classes))
    return replace(
        alone,
        words=alone.words + (present.words if alone.excuses else ()),
        phrases=alone.phrases + (present.phrases if alone.excuses else naming),
        classes=(*alone.classes, *(one for one in present.classes if (one.language, one.name) not in given)),
        combinations=alone.combinations + combining,
        heads={},
    )


def is_freeing(row: ListEntry) -> bool:
    """Say whether an entry takes marks off: a well-known host, an ordinary word, what calms."""
    if row.kind == ListKind.COMBINATIONS:
        return with_lists([row]).combinations[0].weight < 0
    if row.kind == ListKind.CLASSES:
        name = with_lists([row]).classes[0].name
        weights = [one.weight for one in current().combinations if name in one.classes]
        return name == INNOCENT or (bool(weights) and max(weights) < 0)
    return row.kind in (ListKind.KNOWN_HOSTS, ListKind.ORDINARY)


def with_freed(*rows: ListEntry) -> Settings:
    """Return settings with these entries, too, to see which marks they take off."""
    present, freed = current(), with_lists(rows)
    return replace(
        present,
        known_hosts=present.known_hosts | freed.known_hosts,
        ordinary=present.ordinary | freed.ordinary,
        classes=present.classes + freed.classes,
        combinations=present.combinations + freed.combinations,
        ruleset="tried",
    )


def with_others(*, off: Sequence[ListEntry], on: Sequence[ListEntry]) -> Settings:
    """Return settings as they would be with some entries taken off and others put on."""
    gone, present = {row.pk for row in off}, current()
    rows = with_lists([*(row for row in in_force() if row.pk not in gone), *on])
    return replace(rows, thresholds=present.thresholds, policy=present.policy, heads=present.heads, ruleset="tried")


def with_changes(present: Settings, thresholds: Mapping[str, float], policy: Mapping[str, str]) -> Settings:
    """Return settings with other values of some thresholds and other actions for some evidence, to see what they do."""
    return replace(
        present,
        thresholds=tuple(replace(one, value=thresholds.get(one.name, one.value)) for one in present.thresholds),
        policy=tuple(
            replace(row, action=Action.named(policy[row.kind])) if row.kind in policy else row for row in present.policy
        ),
        ruleset="tried",
    )
