"""How the rules' tests ask."""

from moderation.screening import Draft, Facts, fresh
from moderation.screening.reading import Reading
from moderation.screening.rules import together


def seen(rule, body, facts=None, languages=("en",), **about):
    """What a rule sees in a text: kind, detail or ground of each evidence, and the passage."""
    reading = Reading(Draft(body, languages, **about))
    return list(rule.find(reading, facts or Facts(), fresh()))


def kinds(rule, body, facts=None, languages=("en",), **about):
    """The kinds of evidence a rule sees."""
    return [evidence.kind for evidence in seen(rule, body, facts, languages, **about)]


def passages(rule, body, languages=("en",)):
    """The passages a rule points at."""
    return [body[evidence.start : evidence.end] for evidence in seen(rule, body, languages=languages)]


def weighed(body, language):
    """The grounds that words beside one another weigh enough for."""
    return {evidence.ground for evidence in seen(together, body, languages=(language,)) if evidence.action is None}
