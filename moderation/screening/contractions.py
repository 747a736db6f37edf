"""What is listed with an apostrophe, as people write it who leave it out: `dont`, `im`, `youre`."""

import re

#: Not those that are an everyday word by themselves: `ill`, `well`, `shell`, `were`, `lets`.
_APART = re.compile(
    r"\b(?:(\w*n) (t)|(i) (m|ve)|(you|they) (re|ve|ll|d)|(he|she|that|what|where|how|there|here) (s))\b"
)


def with_contracted(options: list[str]) -> list[str]:
    """The options, and each that has an apostrophe once more without."""
    short = [_APART.sub(lambda found: "".join(filter(None, found.groups())), option) for option in options]
    return list(dict.fromkeys((*options, *short)))
