"""Ordinary English sentences without end, the same for the same seed: what readers of a local paper might write."""

from random import Random

NOUNS = (
    "bridge ferry harbour market school library garden station tower river square theatre bakery museum meadow "
    "tramway cinema orchard lighthouse workshop hospital playground fountain timetable budget council forest mill"
).split()
ADJECTIVES = (
    "old new quiet busy narrow bright early late small public local careful familiar patient cheerful modern wooden "
    "broad gentle steady open distant useful pleasant sensible"
).split()
VERBS = (
    "reminds replaces supports follows improves serves needs keeps joins shapes changes welcomes helps reaches "
    "outlives explains deserves balances surprises completes"
).split()
WHEN = (
    "in the spring", "after the holidays", "before the winter", "on most evenings", "since last year", "every Sunday",
    "during the fair", "for three generations", "by the end of June", "most of the time", "in the afternoon",
)  # fmt: skip
WHO = "my neighbour,our mayor,the gardener,a friend of mine,the teacher,my grandmother,the editor,our baker".split(",")
FRAMES = (
    "I think the {a} {n} {v} the {m} {w}.",
    "According to {p}, no {n} {v} a {b} {m} {w}.",
    "What I like is how the {n} {v} every {a} {m}.",
    "Has anybody asked {p} whether the {b} {n} {v} the {m}?",
    "We walked from the {n} to the {a} {m} {w}, and {p} came along.",
    "It is good that somebody writes about the {b} {n} and its {a} {m}.",
    "If the {n} {v} the {m} {w}, then {p} will be glad.",
    "My children prefer the {a} {n}, although the {b} {m} is closer.",
)


def sentence(random: Random) -> str:
    n, m = random.sample(NOUNS, 2)
    a, b = random.sample(ADJECTIVES, 2)
    said = random.choice(FRAMES).format(
        n=n, m=m, a=a, b=b, v=random.choice(VERBS), w=random.choice(WHEN), p=random.choice(WHO)
    )
    return said[0].upper() + said[1:]


def comment(seed: object, sentences: int = 3) -> str:
    random = Random(f"comment {seed}")
    return " ".join(sentence(random) for _ in range(sentences))


def article(seed: object, paragraphs: int) -> str:
    """Write an article's body as cleaned HTML."""
    random = Random(f"article {seed}")
    return "".join(f"<p>{' '.join(sentence(random) for _ in range(6))}</p>" for _ in range(paragraphs))
