"""What readers are shown of how a correction changed its article (A58)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from articles.enums import Act, State
from articles.models.article import Article
from articles.models.correction import Correction
from articles.models.revision import Revision


@dataclass(frozen=True)
class Step:
    """That readers of a live article got another text: what they had read until then, and what they read from then."""

    before: Revision
    after: Revision
    at: datetime


class Comparison(models.Model):
    """That an editor lets readers see what changed with a correction, between two texts that they have read.

    There is none before somebody chooses so. Taken back, the row goes: who chose what, the article's log says.
    Both texts are the corrected article's, and nothing of a row is changed (triggers, 0138_comparisons).
    """

    correction = models.OneToOneField(
        Correction, models.PROTECT, verbose_name=_("correction"), related_name="comparison"
    )
    before = models.ForeignKey(Revision, models.PROTECT, verbose_name=_("text before"), related_name="+")
    after = models.ForeignKey(Revision, models.PROTECT, verbose_name=_("text after"), related_name="+")
    made_by = models.ForeignKey("accounts.User", models.PROTECT, verbose_name=_("made by"), related_name="+")
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("shown change")
        verbose_name_plural = _("shown changes")
        constraints = [CheckConstraint(condition=~Q(before=F("after")), name="a_comparison_is_of_two_texts")]

    def __str__(self) -> str:
        return f"{self.before.number} → {self.after.number}"


def steps(article: Article) -> list[Step]:
    """Return what readers of a live article got in the place of what, the newest first.

    Neither what was never live is among it, nor what was out before the article was taken back, or was over.
    """
    found: list[Step] = []
    live: Revision | None = None
    out = article.events.filter(act__in=(Act.PUBLISH, Act.UNPUBLISH)).select_related("revision").order_by("pk")
    for event in out:
        if event.act == Act.UNPUBLISH:
            found, live = [], None
            continue
        if event.from_state == State.EXPIRED:
            found = []
        if live and event.revision and event.from_state == State.PUBLISHED and live != event.revision:
            found.append(Step(live, event.revision, event.made_at))
        live = event.revision
    return found[::-1]
