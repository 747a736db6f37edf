"""How acts move an article, and who may do them. Pure: what is not in a table is not allowed (A6)."""

from dataclasses import dataclass
from enum import StrEnum

from articles.enums import Act, BulkAct, CorrectionKind, Right, Role, Stage, State, Status

#: What a role permits. The groups are made from this table (0110_roles).
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.REPORTER: frozenset({Right.WRITE}),
    Role.EDITOR: frozenset({Right.WRITE, Right.EDIT, Right.APPROVE, Right.PUBLISH, Right.TAG, Right.PUSH}),
    Role.PUBLISHER: frozenset(Right),
}

#: The right an act needs. One's own draft is revised and submitted with the right to write.
NEEDS: dict[Act, Right] = {
    Act.REVISE: Right.EDIT,
    Act.SUBMIT: Right.EDIT,
    Act.APPROVE: Right.APPROVE,
    Act.RETURN: Right.APPROVE,
    Act.PUBLISH: Right.PUBLISH,
    Act.UNPUBLISH: Right.WITHDRAW,
    Act.CORRECT: Right.PUBLISH,
    Act.DISCLOSE: Right.PUBLISH,
    Act.CONCEAL: Right.PUBLISH,
    Act.PLAN: Right.EDIT,
    Act.EMBARGO: Right.EDIT,
    Act.LIFT: Right.PUBLISH,
    Act.COVER: Right.PUBLISH,
    Act.ENTER: Right.PUBLISH,
}
#: Whoever writes may put what they write under an embargo, which holds back; who may publish lets it go.
OWN_ACTS = frozenset({Act.REVISE, Act.SUBMIT, Act.PLAN, Act.EMBARGO, Act.ENTER})

#: Which act is done to each of many articles (A54). Another tag or section is another text.
BULK: dict[BulkAct, Act] = {
    BulkAct.SUBMIT: Act.SUBMIT,
    BulkAct.APPROVE: Act.APPROVE,
    BulkAct.RETURN: Act.RETURN,
    BulkAct.PUBLISH: Act.PUBLISH,
    BulkAct.UNPUBLISH: Act.UNPUBLISH,
    BulkAct.TAG: Act.REVISE,
    BulkAct.UNTAG: Act.REVISE,
    BulkAct.MOVE: Act.REVISE,
}

#: Where readers do not see an article yet, or see it no more because it was taken back.
WITHHELD: dict[State, Status] = {
    State.DRAFT: Status.DRAFT,
    State.IN_REVIEW: Status.IN_REVIEW,
    State.APPROVED: Status.APPROVED,
    State.SCHEDULED: Status.PUBLISHED,
    State.UNPUBLISHED: Status.UNPUBLISHED,
}

#: What an act makes of an article. A live article that is revised stays as readers see it until it is published anew.
OUTCOME: dict[tuple[State, Act], Status] = {
    (State.DRAFT, Act.REVISE): Status.DRAFT,
    (State.DRAFT, Act.SUBMIT): Status.IN_REVIEW,
    (State.DRAFT, Act.PUBLISH): Status.PUBLISHED,
    (State.IN_REVIEW, Act.REVISE): Status.IN_REVIEW,
    (State.IN_REVIEW, Act.APPROVE): Status.APPROVED,
    (State.IN_REVIEW, Act.RETURN): Status.DRAFT,
    (State.IN_REVIEW, Act.PUBLISH): Status.PUBLISHED,
    (State.APPROVED, Act.REVISE): Status.DRAFT,
    (State.APPROVED, Act.RETURN): Status.DRAFT,
    (State.APPROVED, Act.PUBLISH): Status.PUBLISHED,
    (State.SCHEDULED, Act.REVISE): Status.PUBLISHED,
    (State.SCHEDULED, Act.PUBLISH): Status.PUBLISHED,
    (State.SCHEDULED, Act.UNPUBLISH): Status.DRAFT,
    (State.PUBLISHED, Act.REVISE): Status.PUBLISHED,
    (State.PUBLISHED, Act.PUBLISH): Status.PUBLISHED,
    (State.PUBLISHED, Act.UNPUBLISH): Status.UNPUBLISHED,
    (State.EXPIRED, Act.REVISE): Status.PUBLISHED,
    (State.EXPIRED, Act.PUBLISH): Status.PUBLISHED,
    (State.EXPIRED, Act.UNPUBLISH): Status.UNPUBLISHED,
    (State.UNPUBLISHED, Act.REVISE): Status.UNPUBLISHED,
    (State.UNPUBLISHED, Act.PUBLISH): Status.PUBLISHED,
    # Times that are meant hold by publishing.
    (State.DRAFT, Act.PLAN): Status.DRAFT,
    (State.IN_REVIEW, Act.PLAN): Status.IN_REVIEW,
    (State.APPROVED, Act.PLAN): Status.APPROVED,
    # What readers have seen can be under no embargo (A43).
    **{(state, act): status for state, status in WITHHELD.items() for act in (Act.EMBARGO, Act.LIFT)},
    # Readers are shown what changed in what they see (A58).
    (State.PUBLISHED, Act.DISCLOSE): Status.PUBLISHED,
    # What is put right is said beside the article, and so is what a live blog tells: the article stays as it is.
    **{
        (state, act): Status.PUBLISHED if state in (State.SCHEDULED, State.EXPIRED) else Status(state.value)
        for state in State
        for act in (Act.CORRECT, Act.CONCEAL, Act.COVER, Act.ENTER)
    },
}

#: Corrections that a reader must know before reading on; the others stand below the text.
ABOVE_THE_TEXT = frozenset({CorrectionKind.CORRECTION, CorrectionKind.RETRACTION})

#: Where news of an article may be sent to devices: it is out, or will be at its minute.
TELLABLE = frozenset({State.SCHEDULED, State.PUBLISHED})

#: Where the times of an article are an intention, which holds once it is published.
PLANNABLE = frozenset(state for state, act in OUTCOME if act == Act.PLAN)


#: Where the board shows an article (A40): not where it was taken back, or is over.
STAGES: dict[State, Stage] = {
    State.DRAFT: Stage.IN_PROGRESS,
    State.IN_REVIEW: Stage.IN_REVIEW,
    State.APPROVED: Stage.IN_REVIEW,
    State.SCHEDULED: Stage.SCHEDULED,
    State.PUBLISHED: Stage.PUBLISHED,
}
#: Where a time until which a story is due has still something to say.
UNDELIVERED = frozenset({Stage.PLANNED, Stage.IN_PROGRESS, Stage.IN_REVIEW})


class Obstacle(StrEnum):
    """Why an act may not be done."""

    STATE = "state"
    RIGHT = "right"
    NOT_OWN = "not-own"
    FOUR_EYES = "four-eyes"
    PLACE = "place"
    NOT_ASSIGNED = "not-assigned"


@dataclass(frozen=True)
class Standing:
    """How a person stands to an article."""

    rights: frozenset[Right]
    #: They began it.
    is_own: bool
    #: They wrote some of what is not published yet.
    has_written: bool


def obstacle(state: State, act: Act, standing: Standing, *, needs_four_eyes: bool) -> Obstacle | None:
    """Return why somebody of this standing may not do `act`, or None if they may."""
    if (state, act) not in OUTCOME:
        return Obstacle.STATE
    if NEEDS[act] not in standing.rights:
        return _obstacle_for_own(state, act, standing)
    if needs_four_eyes and standing.has_written and _puts_before_readers(state, act):
        return Obstacle.FOUR_EYES
    return None


def may_ever(act: Act, rights: frozenset[Right]) -> bool:
    """Say whether these rights permit an act on any article."""
    return NEEDS[act] in rights or (act in OWN_ACTS and Right.WRITE in rights)


def _obstacle_for_own(state: State, act: Act, standing: Standing) -> Obstacle | None:
    """Let those who only write work on drafts of their own, and in live blogs of what is theirs."""
    if act not in OWN_ACTS or Right.WRITE not in standing.rights:
        return Obstacle.RIGHT
    if not standing.is_own:
        return Obstacle.NOT_OWN
    return None if state == State.DRAFT or act == Act.ENTER else Obstacle.STATE


def _puts_before_readers(state: State, act: Act) -> bool:
    """Say whether another person must have read the text before this act (A7). What is approved has been read."""
    return act == Act.APPROVE or (act == Act.PUBLISH and state != State.APPROVED)


def after(state: State, act: Act) -> Status:
    """Return the status that `act` gives an article; raise KeyError where the table has no line."""
    return OUTCOME[state, act]
