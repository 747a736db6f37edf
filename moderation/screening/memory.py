"""What came before, for an archive or an import that is screened line by line."""

from collections import deque
from dataclasses import dataclass, field

from moderation.screening.fingerprints import bands
from moderation.screening.types import Earlier

#: Enough to see a campaign or a flood, and a bound on what a long thread costs.
COPIES_KEPT, POSTS_KEPT, NEWEST_KEPT = 20, 40, 10


@dataclass
class Thread:
    """The earlier comments of one article, found again by author and by likeness."""

    text: str = ""
    #: The newest comments.
    newest: deque[str] = field(default_factory=lambda: deque(maxlen=NEWEST_KEPT))
    # tuples: most hold one comment, for which anything that grows takes ten times the room
    _by_author: dict[str, tuple[Earlier, ...]] = field(default_factory=dict)
    _by_band: dict[tuple[int, int], tuple[Earlier, ...]] = field(default_factory=dict)

    def by(self, author: str) -> tuple[Earlier, ...]:
        """What this author wrote here, oldest first."""
        return self._by_author.get(author, ())

    def like(self, body: str) -> tuple[Earlier, ...]:
        """Earlier comments that may be near-copies, each once."""
        if not self._by_band:
            return ()
        found: dict[int, Earlier] = {}
        for band in enumerate(bands(body, self.text)):
            for earlier in self._by_band.get(band, ()):
                found[id(earlier)] = earlier
        return tuple(found.values())

    def remember(self, earlier: Earlier) -> None:
        """Keep a comment for those that follow."""
        self.newest.append(earlier.body)
        if earlier.author:
            self._by_author[earlier.author] = (*self.by(earlier.author), earlier)[-POSTS_KEPT:]
        for band in enumerate(bands(earlier.body, self.text)):
            self._by_band[band] = (*self._by_band.get(band, ()), earlier)[-COPIES_KEPT:]
