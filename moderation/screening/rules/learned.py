"""What comments taught: a linear score for each ground of which enough labelled ones are known in the language."""

import re
from collections.abc import Iterator
from math import exp, log1p, log10

from moderation.screening.excuses import HOSTILE
from moderation.screening.heads import Trace, features, score, tokens_of
from moderation.screening.languages import SCRIPTS_OF, known_as
from moderation.screening.listed import HATRED, is_rude, only_repeats
from moderation.screening.meanings import Meanings, known
from moderation.screening.reading import Reading
from moderation.screening.rules.advertising import GROUND as ADVERTISING
from moderation.screening.rules.language import LINGUA_FRANCA, spoken
from moderation.screening.settings import Settings
from moderation.screening.types import Action, Evidence, Facts

#: The words by which the policy table and the thresholds know the grounds.
KINDS = {
    2: "hatred", 3: "minors", 4: "extremism", 5: "insult", 8: "violence", 9: "despair", 12: "profanity",
    13: "advertising", 14: "drugs", 18: "abuse",
}  # fmt: skip
#: Of 100 accepted comments, so many may be marked.
THRESHOLDS = {
    2: "learned_hatred", 3: "learned_minors", 4: "learned_extremism", 5: "learned_insult", 8: "learned_violence",
    9: "learned_despair", 12: "learned_profanity", 13: "learned_advertising", 14: "learned_drugs", 18: "learned_abuse",
}  # fmt: skip
#: A head knows words, not who is meant: what rules see beside them makes more or less of a likeness to hatred.
#: In powers of ten of rarity; all is taken for a little less, so that as many accepted comments are marked as without.
#: Set where heads judged sources that had not taught them (English).
GROUP, MEMBER, SLUR, HARSH, BESIDE, RUDE, LEFT = 0.5, 0.3, 0.4, 0.2, 0.3, 0.2, 0.7
#: Who speaks to somebody quarrels with him more often than with a group.
SPOKEN_TO, SPOKEN_TO_BY = 0.15, frozenset({"you", "your", "u"})
#: Up to so many words a text in which nothing harsh is said only speaks of somebody; this much less of it is made.
SHORT, CALM = 20, 0.35
#: How near to nothing a rarity is pressed together.
PRESSED = 0.15
#: Signs by which something harsh is said, or somebody likened to an animal or to waste.
HARSH_SIGNS = frozenset("🐷🐖🐀🐁🐒🐵🦍🐍🐕🐶🐄🐮🦠🐛🗑🚮💩🧹🤮🤢🤡😡🤬👎🚫👊🖕🔫💣🔪🪓🧨💀☠⚰🔥")
#: The classes of words that phrases know by which something bad is said.
HARSH_CLASSES = frozenset(
    {"bad", "crime", "dumb", "expel", "expelled", "filth", "hate", "idiot", "kill", "killed", "rubbish", "slur"}
)
GROUP_CLASSES, MEMBER_CLASSES = frozenset({"group", "slur"}), frozenset({"member", "kind"})
#: So near the name of a group, in words, something harsh is said of it.
NEAR = 4
#: What an offer has that talk mostly lacks: figures, prices, addresses; of talk so much less is marked.
TALK = 0.3
OFFERED = re.compile(r"[0-9@£$€₹]|www\.|://")
OF_A_WORD = re.compile(r"\w")
#: These are done to somebody: in a text with an oath but without a person, a group or a harsh word nobody is meant.
PERSONAL = frozenset({5, 18})
PERSONS = frozenset({"you", "your", "yours", "yourself", "u", "ur", "ya", "yall", "he", "she", "him", "his", "her"})
MEANT_CLASSES = HARSH_CLASSES - {"hate"} | GROUP_CLASSES | {"folly"}
#: A few words say too little of what is grave: there a likeness has to be so much rarer.
GRAVE, FEW, BRIEF = frozenset({3, 4, 9, 14}), 6, 0.1
#: Little words of another language from which nothing learned applies.
FOREIGN = 3


def find(reading: Reading, facts: Facts, settings: Settings) -> Iterator[Evidence]:  # noqa: ARG001 # the rules' signature
    """Score the text for every ground, and find it where fewer accepted comments than the threshold are as bad.

    The words that speak loudest for the ground are marked, the first with what is asked for: so the score explains
    itself.
    """
    language = _language(reading, settings) or ""
    heads, meanings = settings.heads.get(language), known(language)
    tokens = tokens_of(reading.body) if heads else []
    if heads is None or not tokens:
        return
    meaning = meanings.of(tokens) if meanings else None
    shares = heads.shares(features(tokens), meaning)
    if meanings and HATRED in shares:
        shares[HATRED] = in_context(shares[HATRED], tokens, meanings, reading, settings)
    trace: Trace | None = None
    for ground, share in shares.items():
        if ground not in KINDS:
            continue
        reading.scores[ground], reading.shares[ground] = score(share), share
        rest, most = 1 - share, settings.limit(THRESHOLDS[ground], language) / 100
        if ground in GRAVE and len(tokens) < FEW:
            most *= BRIEF
        is_asked_for = rest <= most and settings.table[f"learned.{KINDS[ground]}"].action > Action.NONE
        if is_asked_for and (rest <= most * TALK or not _is_talk(ground, reading, settings)):
            trace = trace or heads.trace(tokens, meanings.by_word(tokens) if meanings else None)
            span, *others = [_span(word, reading) for word in trace.loudest(ground)]
            # who quotes or denies hostile words uses them, and the head knows words only
            is_idle = ground in HOSTILE and only_repeats(ground, reading, settings, spoken(reading))
            is_idle |= meanings is not None and not _is_meant(ground, tokens, meanings, reading, settings)
            action = Action.NONE if is_idle else None
            yield Evidence(KINDS[ground], ground, score(share), *span, action=action)
            for other in others:
                yield Evidence(KINDS[ground], ground, score(share), *other, action=Action.NONE)


def _span(word: str, reading: Reading) -> tuple[int, int]:
    """Find a word again where it was written."""
    text = reading.folded.text
    first = start = text.find(word)
    # a pattern of each word would take longer to compile than all the rest
    while start >= 0 and not _stands_alone(text, start, start + len(word)):
        start = text.find(word, start + 1)
    start = max(start if start >= 0 else first, 0)
    return reading.folded.origin(start, start + len(word))


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not OF_A_WORD.search(text[max(start - 1, 0) : start] + text[end : end + 1])


def in_context(share: float, tokens: list[str], meanings: Meanings, reading: Reading, settings: Settings) -> float:
    """Weigh a likeness to hatred with what rules see: a group and something harsh near its name, slurs, insults."""
    languages = spoken(reading)
    phrases = settings.matchers.phrases(languages)
    classes = phrases.classes(reading)
    is_harsh, rude = not HARSH_CLASSES.isdisjoint(classes), is_rude(reading, settings, languages)
    is_group = not GROUP_CLASSES.isdisjoint(classes) or not meanings.groups.isdisjoint(tokens)
    is_member = not is_group and not MEMBER_CLASSES.isdisjoint(classes)
    shift = GROUP * is_group + MEMBER * is_member + SLUR * ("slur" in classes) + HARSH * is_harsh + RUDE * rude
    if is_harsh and (is_group or is_member):
        shift += BESIDE * phrases.are_near(reading, GROUP_CLASSES | MEMBER_CLASSES, HARSH_CLASSES - {"slur"}, NEAR)
    if not SPOKEN_TO_BY.isdisjoint(tokens):
        shift -= SPOKEN_TO
    if len(tokens) <= SHORT and not is_harsh and not rude and HARSH_SIGNS.isdisjoint(tokens):
        shift -= CALM
    rarity = shift - log10(max(1 - share, 1e-9))
    # no text is cleaner than clean: what comes near to that is pressed together, in its order
    return 1 - 10 ** (-LEFT * PRESSED * log1p(exp(rarity / PRESSED)))


def _is_talk(ground: int, reading: Reading, settings: Settings) -> bool:
    """Whether nothing is offered in a text that may sound like advertising: fans and buyers are as keen."""
    if ground != ADVERTISING or OFFERED.search(reading.body):
        return False
    cues = settings.matchers.phrases(spoken(reading)).find(reading)
    return all(cue.entry.ground != ADVERTISING for cue in cues)


def _is_meant(ground: int, tokens: list[str], meanings: Meanings, reading: Reading, settings: Settings) -> bool:
    """Say whether an insult can be meant for somebody, hatred for a group."""
    if ground not in PERSONAL and ground != HATRED:
        return True
    classes = settings.matchers.phrases(spoken(reading)).classes(reading)
    if ground == HATRED:
        is_named = not (GROUP_CLASSES | MEMBER_CLASSES).isdisjoint(classes)
        return is_named or not meanings.groups.isdisjoint(tokens)
    return not MEANT_CLASSES.isdisjoint(classes) or not PERSONS.isdisjoint(tokens)


def _language(reading: Reading, settings: Settings) -> str | None:
    """Name the language whose heads apply: the edition's, or English, or what the little words say; None in doubt."""
    named = set(known_as(reading.draft.languages) or spoken(reading))
    counts = reading.little_words
    known = sorted(
        (language for language in {*named, LINGUA_FRANCA} if language in settings.heads),
        key=lambda language: (-counts.get(language, 0), language not in named, language),
    )
    if not known:
        return None
    most = max(counts.values(), default=0)
    is_foreign = most >= FOREIGN and most > counts.get(known[0], 0)
    written = reading.scripts.most_common(1)
    is_readable = bool(written) and written[0][0] in SCRIPTS_OF.get(known[0], {"Latn"})
    return known[0] if is_readable and not is_foreign else None
