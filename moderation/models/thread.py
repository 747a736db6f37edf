"""An article's discussion."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Case, CheckConstraint, Exists, F, OuterRef, Q, When
from django.utils.translation import gettext_lazy as _

from accounts.prepared import Moment
from articles.models import Article
from moderation.enums import Discussion


class ThreadQuerySet(models.QuerySet["Thread"]):
    def closed(self, now: Moment) -> "ThreadQuerySet":
        """Discussions that are set to closed and hidden at this moment, for good or for a time."""
        setting = Case(When(_has_begun(now), then=F("planned_discussion")), default=F("discussion"))
        return self.annotate(setting=setting).filter(setting=Discussion.CLOSED)

    def to_look_at(self) -> "ThreadQuerySet":
        """Discussions whose time-limited setting goes on until somebody looks, the one due first on top (C64)."""
        return self.filter(review_at__isnull=False).order_by("review_at", "pk")

    def chosen(self, now: Moment) -> "ThreadQuerySet":
        """Discussions that somebody has set, for good or for this moment: no default of a section counts for them."""
        return self.filter(Q(set_at__isnull=False) | _has_begun(now))


def _has_begun(now: Moment) -> Q:
    """Say of all what `Thread.has_begun` says of one."""
    return Q(planned_from__lte=now) & (Q(planned_until__isnull=True) | Q(planned_until__gt=now))


class Thread(models.Model):
    """An article's discussion: whether it is open, and its counts, kept in columns because counting is slow (QP7).

    What is planned holds from its minute, and until its end or for good: who asks compares with the clock. What is to
    be looked at instead of ending goes on meanwhile.
    """

    article = models.OneToOneField("articles.Article", models.PROTECT, primary_key=True, related_name="thread")
    discussion = models.CharField(_("discussion"), max_length=12, choices=Discussion, default=Discussion.OPEN)
    message = models.CharField(_("message to readers"), max_length=300, blank=True)
    planned_discussion = models.CharField(_("for a time, or later"), max_length=12, choices=Discussion, blank=True)
    planned_message = models.CharField(_("message to readers then"), max_length=300, blank=True)
    planned_from = models.DateTimeField(_("from"), null=True, blank=True)
    planned_until = models.DateTimeField(_("until"), null=True, blank=True)
    #: When somebody is to look whether what is planned still has to hold; it has no end of its own then.
    review_at = models.DateTimeField(_("to be looked at"), null=True, editable=False)
    #: On the list of articles that the shift keeps an eye on (C63).
    is_watched = models.BooleanField(_("watched by the shift"), default=False, editable=False)
    #: When somebody set it for good: until then it goes on as its section usually is, whatever is planned.
    set_at = models.DateTimeField(_("set"), null=True, editable=False)
    #: From when to when readers ask experts, and until when these answer: questions alone are asked then (C56).
    asked_from = models.DateTimeField(_("questions from"), null=True, blank=True)
    asked_until = models.DateTimeField(_("questions until"), null=True, blank=True)
    answered_until = models.DateTimeField(_("answers until"), null=True, editable=False)
    readers_reply = models.BooleanField(_("readers reply to answers"), default=False)
    #: Up to when the questions were placed of which the experts have been written to.
    experts_told_until = models.DateTimeField(_("experts told"), null=True, editable=False)
    set_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        verbose_name=_("set by"),
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
    )
    #: The number of the newest comment, held ones included.
    last_number = models.PositiveIntegerField(_("last number"), default=0, editable=False)
    #: Comments that readers can read.
    published_count = models.PositiveIntegerField(_("published comments"), default=0, editable=False)
    #: Questions that readers can read, without an answer that they can read, and with one.
    unanswered_count = models.PositiveIntegerField(_("unanswered questions"), default=0, editable=False)
    answered_count = models.PositiveIntegerField(_("answered questions"), default=0, editable=False)

    objects: ClassVar[models.Manager["Thread"]] = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        constraints = [
            CheckConstraint(
                condition=Q(planned_discussion="", planned_from__isnull=True, planned_until__isnull=True)
                | ~Q(planned_discussion="") & Q(planned_from__isnull=False),
                name="what_is_planned_says_from_when",
            ),
            CheckConstraint(
                condition=Q(planned_until__isnull=True) | Q(planned_until__gt=F("planned_from")),
                name="what_is_planned_ends_after_it_begins",
            ),
            CheckConstraint(
                condition=Q(review_at__isnull=True)
                | Q(review_at__gt=F("planned_from"), planned_from__isnull=False, planned_until__isnull=True),
                name="what_is_looked_at_does_not_end_by_itself",
            ),
            CheckConstraint(
                condition=Q(asked_from__isnull=True, asked_until__isnull=True, answered_until__isnull=True)
                | Q(asked_from__isnull=False, asked_until__gt=F("asked_from"), answered_until__gte=F("asked_until")),
                name="questions_end_before_answers",
            ),
        ]

    def __str__(self) -> str:
        return str(self.article_id)

    def has_begun(self, now: datetime) -> bool:
        """Say whether what is planned holds at this moment."""
        is_on = self.planned_from is not None and self.planned_from <= now
        return is_on and (self.planned_until is None or now < self.planned_until)


class DiscussionDefault(models.Model):
    """How the articles of a section are discussed while nobody has set an article's own discussion (C24)."""

    section = models.OneToOneField(
        "articles.Section",
        models.CASCADE,
        primary_key=True,
        verbose_name=_("section"),
        related_name="discussion_default",
    )
    discussion = models.CharField(_("discussion"), max_length=12, choices=Discussion, default=Discussion.OPEN)
    message = models.CharField(_("message to readers"), max_length=300, blank=True)
    #: Counted from the article's publication. What readers have read is not hidden by age.
    later_after = models.PositiveSmallIntegerField(_("days after which it changes"), null=True, blank=True)
    later_discussion = models.CharField(
        _("discussion from then on"),
        max_length=12,
        choices=[(value, label) for value, label in Discussion.choices if value != Discussion.CLOSED],
        default=Discussion.READ_ONLY,
    )
    later_message = models.CharField(_("message to readers then"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("usual discussion of a section")
        verbose_name_plural = _("usual discussions")
        constraints = [
            CheckConstraint(
                condition=~Q(discussion=Discussion.CLOSED) | Q(later_after__isnull=True),
                name="a_section_without_discussion_stays_so",
                violation_error_message=_("What is closed and hidden stays so: leave the days empty."),
            ),
            CheckConstraint(condition=~Q(later_discussion=Discussion.CLOSED), name="age_hides_no_discussion"),
        ]

    def __str__(self) -> str:
        return str(self.section_id)


def discussed(now: Moment) -> models.QuerySet[Article]:
    """Return the articles whose discussion readers can see: they are live, and it is not closed and hidden."""
    own = Thread.objects.filter(article=OuterRef("pk"))
    is_usual = Q(section__discussion_default__discussion=Discussion.CLOSED) & ~Exists(own.chosen(now))
    return Article.objects.live(now).exclude(Exists(own.closed(now))).exclude(is_usual)
