"""Comments and their earlier versions."""

from functools import lru_cache
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Func, Q, UniqueConstraint, Value
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.prepared import Given, Moment
from articles.models import Article
from moderation.enums import Order, Part, Status
from moderation.models.thread import discussed
from moderation.screening import Action

#: The ground under which despair is marked, too.
SUICIDE = 9


_YES_OR_NO = models.BooleanField()


def _row(*columns: F | Given | Value) -> Func:
    """Put columns or values into a row: rows are compared through an index, two conditions joined by OR are not."""
    return Func(*columns, template="(%(expressions)s)", output_field=_YES_OR_NO)


class CommentQuerySet(models.QuerySet["Comment"]):
    def placed(self) -> "CommentQuerySet":
        """Comments that have a place in their thread: shown as text, or as a tombstone."""
        return self.filter(placed_at__isnull=False)

    def readable(self) -> "CommentQuerySet":
        """Comments whose text readers can read. The one definition of *visible*."""
        return self.filter(
            status=Status.PUBLISHED,
            withdrawn_at__isnull=True,
            erased_at__isnull=True,
            author__closing_at__isnull=True,
            author__restricted_at__isnull=True,
        )

    def usable(self) -> "CommentQuerySet":
        """Comments that are more than kept: those of people whose data is restricted are not (GDPR Art. 18)."""
        return self.filter(author__restricted_at__isnull=True)

    def shown(self, now: Moment) -> "CommentQuerySet":
        """Comments that have a place under an article whose discussion readers can see."""
        return self.placed().filter(article__in=discussed(now))

    def written_here(self) -> "CommentQuerySet":
        """Comments that were not imported: what was decided of those elsewhere is neither counted nor learned here."""
        return self.filter(imported__isnull=True)

    def under(self, article: Article) -> "CommentQuerySet":
        return self.filter(article=article)

    def beneath(self, root: "Comment") -> "CommentQuerySet":
        """Comments that answer this one, and those that answer these. What stands deepest has only direct answers."""
        if root.depth == Comment.MAX_DEPTH:
            return self.filter(parent=root)
        return self.filter(article=root.article_id, path__startswith=root.path).exclude(pk=root.pk)

    def by(self, person: User) -> "CommentQuerySet":
        return self.filter(author=person)

    def questions(self, *, answered: bool) -> "CommentQuerySet":
        """Questions to experts that readers can read, of which one of them has said something, or none (C56)."""
        found = Q(answer_count__gt=0) if answered else Q(answer_count=0)
        return self.readable().filter(found, part=Part.QUESTION)

    def answers(self) -> "CommentQuerySet":
        """What experts answered, as far as readers can read it."""
        return self.readable().filter(part=Part.ANSWER)

    def page(self, order: Order, *after: Given) -> "CommentQuerySet":
        """Order a thread's comments and go on behind `after`, by key: as quick on page 2,000 as on the first (QP7).

        Oldest first is the tree, each reply below what it answers; the other orders are flat.
        """
        match order:
            case Order.REPLIES:
                return self.by_most("reply_count", *after)
            case Order.APPRECIATED:
                return self.ranked().by_most("appreciation_count", *after)
            case Order.NEWEST:
                return self.newest_first(*after)
            case Order.CHOSEN:
                return self.filter(chosen_at__isnull=False).newest_first(*after)
        return self.filter(path__gt=after[0] if after else "").order_by("path")

    def by_most(self, count: str, *after: Given | Value) -> "CommentQuerySet":
        """Order by a count, the newest of those with as many first."""
        behind = Func(
            _row(F(count), F("number")),
            _row(*after),
            template="%(expressions)s",
            arg_joiner=" < ",
            output_field=_YES_OR_NO,
        )
        return (self.filter(behind) if after else self).order_by(f"-{count}", "-number")

    def newest_first(self, *after: Given) -> "CommentQuerySet":
        return (self.filter(number__lt=after[0]) if after else self).order_by("-number")

    def ranked(self) -> "CommentQuerySet":
        """Comments that have a rank among the appreciated ones, as the index has them: what was taken down has none.

        A closing or restricted author's keep theirs as tombstones: to leave them out would need a join on each page.
        """
        return self.filter(status=Status.PUBLISHED, withdrawn_at__isnull=True, erased_at__isnull=True)

    def with_context(self) -> "CommentQuerySet":
        """Load what a finished card and a decision need, in the same statement."""
        return self.select_related("author", "article__edition", "parent__author")


class Comment(models.Model):
    """What a reader wrote under an article.

    `status` equals the replay of its decisions. `html` is the cleaned text and `card` the finished piece of the page,
    both written when something changes and only copied when somebody reads (`moderation.actions.ledger`).
    """

    #: Replies are indented so far; a reply to a deeper one stands beside it and names whom it answers (C3).
    MAX_DEPTH: ClassVar[int] = 4
    #: Digits that each level adds to `path`: digits alone sort alike under every collation.
    PATH_STEP: ClassVar[int] = 8
    PATH_LENGTH: ClassVar[int] = PATH_STEP * (MAX_DEPTH + 1)
    BANDS: ClassVar[tuple[str, ...]] = ("band_1", "band_2", "band_3", "band_4")
    FINGERPRINTS: ClassVar[tuple[str, ...]] = ("digest", *BANDS, "sketch")

    # Keys whose indexes begin another one below, or would mostly hold nothing, have none of their own.
    article = models.ForeignKey(
        "articles.Article", models.PROTECT, verbose_name=_("article"), related_name="+", db_index=False
    )
    author = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("author"), related_name="+", db_index=False
    )
    #: The token of the form it came with: the same form sent twice is one comment.
    submission = models.UUIDField(_("token of the form"), unique=True, null=True, editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("answers"), null=True, related_name="replies", db_index=False
    )
    #: Position in its article by time, from 1. With its ancestors' it makes `path`, the order of the thread.
    number = models.PositiveIntegerField(_("number"))
    path = models.CharField(_("place in the thread"), max_length=PATH_LENGTH)
    depth = models.PositiveSmallIntegerField(_("depth"), default=0)
    language = models.CharField(_("language"), max_length=12)
    body = models.TextField(_("text"))
    html = models.TextField(_("as it is shown"), blank=True)
    card = models.TextField(_("as it is shown in the thread"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    status = models.CharField(_("status"), max_length=12, choices=Status)
    submitted_at = models.DateTimeField(_("submitted"))
    edited_at = models.DateTimeField(_("edited"), null=True)
    #: When it first took its place in the thread. Held comments have none.
    placed_at = models.DateTimeField(_("placed in the thread"), null=True)
    redacted_at = models.DateTimeField(_("redacted"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    erased_at = models.DateTimeField(_("erased"), null=True)
    reply_count = models.PositiveIntegerField(_("replies"), default=0)
    appreciation_count = models.PositiveIntegerField(_("appreciations"), default=0)
    #: Whether it asks experts something, or is what one of them answers; said once, when it is written (C56).
    part = models.CharField(_("question or answer"), max_length=8, choices=Part, blank=True, default="")
    #: Of a question: answers that readers can read.
    answer_count = models.PositiveIntegerField(_("answers"), default=0)
    #: Since when it is an editor's choice.
    chosen_at = models.DateTimeField(_("chosen by an editor"), null=True)
    #: Since when a correction of the article credits it (`CorrectionCredit`).
    corrected_at = models.DateTimeField(_("led to a correction"), null=True)
    #: How the screening finds the same and nearly the same text again (moderation.screening).
    digest = models.BigIntegerField(_("fingerprint"), null=True)
    #: Of four, nearly the same text shares one or more.
    band_1 = models.BigIntegerField(_("fingerprint for near-copies"), null=True)
    band_2 = models.BigIntegerField(_("fingerprint for near-copies"), null=True)
    band_3 = models.BigIntegerField(_("fingerprint for near-copies"), null=True)
    band_4 = models.BigIntegerField(_("fingerprint for near-copies"), null=True)
    sketch = models.BigIntegerField(_("fingerprint for likeness"), null=True)
    #: Version of rules, lists and thresholds that screened this version; rules that failed.
    ruleset = models.CharField(_("ruleset"), max_length=32, blank=True)
    failed_rules = models.CharField(_("checks that failed"), max_length=200, blank=True)

    objects: ClassVar[models.Manager["Comment"]] = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            CheckConstraint(condition=Q(status__in=Status.values), name="comment_status_is_known"),
            CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(placed_at__isnull=False),
                name="a_published_comment_has_its_place",
            ),
            CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(body="", html=""),
                name="an_erased_comment_says_nothing",
            ),
            CheckConstraint(
                condition=Q(chosen_at__isnull=True)
                | Q(status=Status.PUBLISHED, withdrawn_at__isnull=True, erased_at__isnull=True),
                name="an_editors_choice_can_be_read",
            ),
            CheckConstraint(condition=~Q(parent=F("id")), name="a_comment_does_not_answer_itself"),
            CheckConstraint(
                condition=Q(part="", answer_count=0)
                | Q(part=Part.QUESTION, parent__isnull=True)
                | Q(part=Part.ANSWER, parent__isnull=False, answer_count=0),
                name="questions_are_answered_and_answers_answer",
            ),
            UniqueConstraint(fields=["article", "number"], name="one_comment_per_number_and_article"),
        ]
        indexes = [
            models.Index(fields=["article", "path"], condition=Q(placed_at__isnull=False), name="thread_order"),
            models.Index(
                fields=["article", "-reply_count", "-number"],
                condition=Q(placed_at__isnull=False),
                name="most_replied",
            ),
            models.Index(
                fields=["article", "-appreciation_count", "-number"],
                condition=Q(status=Status.PUBLISHED, withdrawn_at__isnull=True, erased_at__isnull=True),
                name="most_appreciated",
            ),
            models.Index(fields=["article", "-number"], condition=Q(chosen_at__isnull=False), name="editors_choice"),
            models.Index(
                fields=["article", "-appreciation_count", "-number"],
                condition=Q(part=Part.QUESTION, answer_count=0, status=Status.PUBLISHED),
                name="unanswered_questions",
            ),
            models.Index(
                fields=["article", "-appreciation_count", "-number"],
                condition=Q(part=Part.QUESTION, answer_count__gt=0, status=Status.PUBLISHED),
                name="answered_questions",
            ),
            models.Index(fields=["parent"], condition=Q(parent__isnull=False), name="replies_to_a_comment"),
            models.Index(fields=["author", "-submitted_at"], name="comments_of_a_person"),
            models.Index(fields=["digest", "submitted_at"], name="exact_repeats"),
            models.Index(fields=["band_1", "submitted_at"], name="near_repeats"),
            models.Index(fields=["band_2", "submitted_at"], name="near_repeats_2"),
            models.Index(fields=["band_3", "submitted_at"], name="near_repeats_3"),
            models.Index(fields=["band_4", "submitted_at"], name="near_repeats_4"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.number}"

    def get_absolute_url(self) -> str:
        return f"{_comments(get_language(), get_script_prefix())}{self.pk}/"

    @property
    def speaks_of_suicide(self) -> bool:
        """Whether the screening marked it so, and not as urging others: then its author is shown where to find help."""
        marked = self.findings.filter(version=self.version, ground=SUICIDE)
        return marked.exclude(Q(action=Action.NONE.word) | Q(detail="urging")).exists()

    @property
    def ancestor_paths(self) -> list[str]:
        """List the paths of the comments above this one in the tree, the outermost first."""
        return [self.path[:end] for end in range(self.PATH_STEP, len(self.path), self.PATH_STEP)]

    @property
    def key_before(self) -> str:
        """The key behind which a page of the thread begins with the branch that this comment is in."""
        return f"{int(self.path[: self.PATH_STEP]) - 1:0{self.PATH_STEP}}".ljust(self.PATH_LENGTH, "9")

    @property
    def is_readable(self) -> bool:
        """Say of this comment what `readable()` asks of all."""
        return (
            self.status == Status.PUBLISHED
            and self.withdrawn_at is None
            and self.erased_at is None
            and self.author.closing_at is None
            and self.author.restricted_at is None
        )


@lru_cache
def _comments(_language: str | None, _prefix: str) -> str:
    """Return what all addresses of comments begin with in the language and below the prefix that are active."""
    return reverse("moderation:comment", kwargs={"pk": 0}).removesuffix("0/")
