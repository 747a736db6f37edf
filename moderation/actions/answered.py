"""How many questions are answered: columns that change with each question and each answer that can be read (C56).

A question is answered as long as readers can read an answer to it. Rows are written in the ledger's order: the comment,
what it answers, the thread. Whoever comes here has written the question's row and holds it until the end.
"""

from django.db.models import F
from django.db.models.expressions import CombinedExpression

from moderation.enums import Part
from moderation.models import Comment
from moderation.models.comment import CommentQuerySet

Columns = dict[str, CombinedExpression]


def of_question(comment: Comment, gained: int) -> Columns:
    """Return what changes on the comment that is answered, besides its replies; most have nothing more."""
    return {"answer_count": F("answer_count") + gained} if comment.part == Part.ANSWER else {}


def of_thread(comment: Comment, gained: int) -> Columns:
    """Return what changes on the thread after readers gained or lost (-1) a comment; for most nothing, unasked."""
    if comment.part == Part.QUESTION:
        column = "answered_count" if _answers(Comment.objects.filter(pk=comment.pk)) else "unanswered_count"
        return {column: F(column) + gained}
    if comment.part == Part.ANSWER and comment.parent_id:
        answers = _answers(Comment.objects.readable().filter(pk=comment.parent_id))
        if answers is not None and bool(answers) != bool(answers - gained):
            return {
                "answered_count": F("answered_count") + gained,
                "unanswered_count": F("unanswered_count") - gained,
            }
    return {}


def _answers(question: CommentQuerySet) -> int | None:
    """Read how many answers a question has now; None where it is no longer to be read itself."""
    return question.values_list("answer_count", flat=True).first()  # one key
