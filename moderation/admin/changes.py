"""A change of the screening in words, as the log and what is asked before an act say it."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from moderation import descriptions
from moderation.actions import policies, teaching, tuning
from moderation.actions.tuning import Change, Changes
from moderation.enums.screening import ScreeningAction
from moderation.models import ListEntry, PolicyRow, Threshold

#: By its kind.
SAID = {
    tuning.THRESHOLD: gettext_lazy("%(key)s: %(before)s → %(after)s"),
    tuning.POLICY: gettext_lazy("%(key)s: %(before)s → %(after)s"),
    tuning.ADDED: gettext_lazy("put on a list: %(after)s"),
    tuning.RETIRED: gettext_lazy("taken off a list: %(before)s"),
    teaching.TRAINED: gettext_lazy("learned scores trained from %(after)s comments: %(key)s"),
    teaching.FORGOTTEN: gettext_lazy("learned scores as they ship"),
}


def in_words(change: Change) -> str:
    """Say what was changed, from what to what."""
    kind, _key, before, after = change
    return str(SAID[kind]) % {"key": subject(change), "before": _value(before), "after": _value(after)}


def subject(change: Change) -> str:
    """Say what a threshold decides, what evidence is, or which entry it is; a code that is known no more stays one."""
    kind, key, before, after = change
    name = str(key)
    match kind:
        case "threshold":
            described = {one.name: one.description for one in policies.numbers().thresholds}
            return descriptions.of_threshold(name, described.get(name, name)).rstrip(".")
        case "policy":
            described = {one.kind: one.description for one in policies.numbers().policy}
            return descriptions.of_evidence(name, described.get(name, name)).rstrip(".")
        case "added" | "retired":
            return str(after or before)
        case _:
            return name


def lines(changes: Changes, *, off: Sequence[ListEntry] = (), on: Sequence[ListEntry] = ()) -> list[str]:
    """Say what would be another number or policy, and which entries would come and go."""
    values = dict(Threshold.objects.filter(pk__in=changes.thresholds).values_list("pk", "value"))
    actions = dict(PolicyRow.objects.filter(pk__in=changes.policy).values_list("pk", "action"))
    made: list[Change] = [
        *((tuning.THRESHOLD, name, values[name], value) for name, value in changes.thresholds.items()),
        *((tuning.POLICY, kind, actions[kind], action) for kind, action in changes.policy.items()),
        *((tuning.RETIRED, entry.pk, str(entry), None) for entry in off),
        *((tuning.ADDED, entry.pk, None, str(entry)) for entry in on),
    ]
    return list(map(in_words, made))


def _value(value: object) -> str:
    if isinstance(value, str) and value in ScreeningAction.values:
        return str(ScreeningAction(value).label)
    return descriptions.plain(value) if isinstance(value, (int, float)) else str(value)
