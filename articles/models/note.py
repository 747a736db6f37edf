"""What the newsroom says to itself about passages of a text (A42)."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from accounts.safety.sanitize import text_of
from articles.anchors import AROUND, Anchor
from articles.models.article import Article
from articles.models.revision import Revision

#: The columns of a revision in which passages are quoted; the text is markup.
QUOTED = ("title", "summary", "body", "photo_alt", "photo_caption")


class ArticleNoteQuerySet(models.QuerySet["ArticleNote"]):
    def about(self, article: Article) -> "ArticleNoteQuerySet":
        """Notes on an article, each with its answers and their authors, in two statements."""
        answers = models.Prefetch("answers", ArticleNote.objects.select_related("made_by").order_by("pk"))
        noted = self.filter(article=article, answer_to=None).select_related("made_by", "resolved_by")
        return noted.prefetch_related(answers).order_by("pk")

    def open(self) -> "ArticleNoteQuerySet":
        """Notes that nobody has resolved."""
        return self.filter(answer_to=None, resolved_at=None)


class ArticleNote(models.Model):
    """What somebody says about a passage, or in answer to that. For colleagues alone: no reader ever sees it.

    It stays as it was written. Whom it names stands in it by user ID (`articles.mentions`).
    """

    LONGEST: ClassVar[int] = 2000
    LONGEST_QUOTE: ClassVar[int] = 500

    article = models.ForeignKey(Article, models.PROTECT, verbose_name=_("article"), related_name="notes")
    answer_to = models.ForeignKey(
        "self", models.CASCADE, verbose_name=_("answer to"), null=True, related_name="answers"
    )
    quote = models.TextField(_("passage"), blank=True, max_length=LONGEST_QUOTE)
    #: What stood around the passage when the note was written.
    before = models.CharField(max_length=AROUND, blank=True)
    after = models.CharField(max_length=AROUND, blank=True)
    body = models.TextField(_("note"), max_length=LONGEST)
    made_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("made by"), related_name="+")
    made_at = models.DateTimeField(_("made"))
    resolved_by = models.ForeignKey(
        "accounts.User", models.PROTECT, verbose_name=_("resolved by"), null=True, related_name="+"
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True)

    objects: ClassVar[models.Manager["ArticleNote"]] = ArticleNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note on a text")
        verbose_name_plural = _("notes on texts")
        constraints = [
            CheckConstraint(condition=~Q(body=""), name="a_note_on_a_text_says_something"),
            CheckConstraint(
                condition=(Q(answer_to__isnull=True) & ~Q(quote="")) | Q(answer_to__isnull=False, quote=""),
                name="a_note_quotes_a_passage_and_an_answer_does_not",
            ),
            CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False, answer_to__isnull=True),
                name="a_note_is_resolved_by_somebody_and_an_answer_never",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} #{self.pk}"

    @property
    def anchor(self) -> Anchor:
        return Anchor(self.before, self.quote, self.after)


class Mention(models.Model):
    """That a note names somebody."""

    note = models.ForeignKey(
        ArticleNote, models.CASCADE, verbose_name=_("note"), related_name="mentions", db_index=False
    )
    person = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("person"), related_name="+")

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [UniqueConstraint(fields=["note", "person"], name="a_note_names_a_person_once")]

    def __str__(self) -> str:
        return f"{self.note_id}: {self.person_id}"


def words_of(revision: Revision) -> str:
    """Return what passages are quoted from: all that readers would read of a text, without its markup."""
    told = {name: getattr(revision, name) for name in QUOTED}
    return "\n".join((told | {"body": text_of(revision.body)}).values())
