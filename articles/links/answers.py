"""What came of looking at a link."""

from dataclasses import dataclass

from articles.enums import Trouble

#: Nothing is there (RFC 9110, 15.5.5), it was taken away (15.5.11); from here on, the server fails (15.6).
NOTHING, GONE, FAILS = 404, 410, 500
#: Troubles that are an answer of a kind: somebody is there.
NO_FAILURE = frozenset({Trouble.ROBOTS})


@dataclass(frozen=True)
class Answer:
    """A status of HTTP, or what stood in the way of one."""

    status: int | None = None
    trouble: Trouble | None = None

    @property
    def is_failure(self) -> bool:
        """Say whether a reader would find nothing there; who shuts programs out (401, 403, 429) may let readers in."""
        if self.status is None:
            return self.trouble not in NO_FAILURE
        return self.status in (NOTHING, GONE) or self.status >= FAILS
