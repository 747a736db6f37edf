"""How decisions move a comment. Pure: what is not in the table is not allowed."""

from collections.abc import Iterable

from moderation.enums import Measure, Status

#: Before its first decision a comment has no status.
OUTCOME: dict[tuple[Status | None, Measure], Status] = {
    (None, Measure.PUBLISH): Status.PUBLISHED,
    (None, Measure.HOLD): Status.HELD,
    (Status.HELD, Measure.HOLD): Status.HELD,
    (Status.HELD, Measure.PUBLISH): Status.PUBLISHED,
    (Status.HELD, Measure.REDACT): Status.PUBLISHED,
    (Status.HELD, Measure.REMOVE): Status.REMOVED,
    (Status.PUBLISHED, Measure.PUBLISH): Status.PUBLISHED,
    (Status.PUBLISHED, Measure.KEEP): Status.PUBLISHED,
    (Status.PUBLISHED, Measure.HOLD): Status.HELD,
    (Status.PUBLISHED, Measure.REDACT): Status.PUBLISHED,
    (Status.PUBLISHED, Measure.REMOVE): Status.REMOVED,
    (Status.REMOVED, Measure.RESTORE): Status.PUBLISHED,
    # a removal is taken back, and nobody had let the comment stand before
    (Status.REMOVED, Measure.HOLD): Status.HELD,
    # a redaction that was wrong: the text comes back where the comment stands
    (Status.PUBLISHED, Measure.RESTORE): Status.PUBLISHED,
    # a complaint is answered, whatever has become of the comment meanwhile
    (Status.HELD, Measure.UPHOLD): Status.HELD,
    (Status.PUBLISHED, Measure.UPHOLD): Status.PUBLISHED,
    (Status.REMOVED, Measure.UPHOLD): Status.REMOVED,
}


class IllegalTransition(ValueError):
    """A measure was asked for that the comment's status does not allow."""

    def __init__(self, status: Status | None, measure: Measure) -> None:
        self.status, self.measure = status, measure
        super().__init__(f"A comment that is {status or 'new'} cannot be changed by '{measure}'.")


def after(status: Status | None, measure: Measure) -> Status:
    """Return the status that `measure` brings a comment to; raise IllegalTransition where the table has no line."""
    try:
        return OUTCOME[status, measure]
    except KeyError:
        raise IllegalTransition(status, measure) from None


def replay(measures: Iterable[Measure]) -> Status | None:
    """Return the status that a comment has after all its decisions, in order."""
    status: Status | None = None
    for measure in measures:
        status = after(status, measure)
    return status
