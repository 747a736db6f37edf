"""Every rule runs, every finding is kept, and the policy table decides at the end."""

import logging
from time import perf_counter, thread_time

from moderation.screening.reading import Reading
from moderation.screening.rules import RULES, Rule
from moderation.screening.settings import Settings
from moderation.screening.types import Action, Draft, Evidence, Facts, Finding, Verdict, strongest

logger = logging.getLogger(__name__)

#: What stands in `failed` when the text was longer than any rule looks.
TOO_LONG = "length"
#: The same where its characters show something else than they say.
ODD = "characters"


def screen(draft: Draft, facts: Facts, settings: Settings) -> Verdict:
    """Judge a draft by every rule.

    Never raises and never returns less than a full screening without saying so: a rule that errs or outlives its
    budget is named in `failed`, and the comment is held (C18).
    """
    reading = Reading(draft)
    findings, failed = _findings(reading, facts, settings)
    if reading.is_odd:
        failed.insert(0, ODD)
    if reading.is_cut:
        failed.insert(0, TOO_LONG)
    action = max(Action.HOLD if failed else Action.NONE, strongest(finding.action for finding in findings))
    return Verdict(tuple(findings), reading.scores, action, tuple(failed), settings.ruleset, reading.language)


def _findings(reading: Reading, facts: Facts, settings: Settings) -> tuple[list[Finding], list[str]]:
    """What every rule found, and the names of those that failed."""
    findings: list[Finding] = []
    failed: list[str] = []
    slow: list[Rule] = []
    budget, began = settings.limit("rule_budget_seconds"), thread_time()
    for rule in RULES:
        started = perf_counter()
        found = _run(rule, reading, facts, settings)
        if found is None:
            failed.append(rule.name)
            continue
        findings += found
        if perf_counter() - started > budget:
            slow.append(rule)
    # on a busy machine waiting for the processor is no fault of a rule; to ask for its time is dear, so ask once
    if slow and thread_time() - began > budget:
        late = [rule.name for rule in slow if _takes(rule, reading, facts, settings) > budget]
        if late:
            logger.error("Screening rules took too long: %s", ", ".join(late))
            failed += late
    return findings, failed


def _takes(rule: Rule, reading: Reading, facts: Facts, settings: Settings) -> float:
    """Return the seconds that a rule takes once more: the first time it may have read tables of its own."""
    began = thread_time()
    _run(rule, reading, facts, settings)
    return thread_time() - began


def _run(rule: Rule, reading: Reading, facts: Facts, settings: Settings) -> list[Finding] | None:
    """The findings of one rule; None when it failed."""
    try:
        return [_judge(rule, evidence, settings) for evidence in rule.find(reading, facts, settings)]
    except Exception:  # whatever goes wrong in a rule, the comment is held and the newsroom told
        logger.exception("Screening rule %s failed", rule.name)
        return None


def _judge(rule: Rule, evidence: Evidence, settings: Settings) -> Finding:
    """Evidence with the action that its own entry or the policy table gives it."""
    action, ground = evidence.action, evidence.ground
    if action is None:
        action = settings.table[f"{rule.name}.{evidence.kind}"].action
    return Finding(
        rule=rule.name,
        rule_version=rule.version,
        ground=ground,
        score=round(min(max(evidence.score, 0.0), 1.0), 3),
        start=evidence.start,
        end=evidence.end,
        action=action,
        disguised=evidence.disguised,
        detail=evidence.detail or evidence.kind,
        entry=evidence.entry,
    )
