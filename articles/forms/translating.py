"""A story in further editions: where it is begun, and which text of another edition it says."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.enums import Act
from articles.fields import narrow
from articles.models import Article, ArticleEvent, Edition, Revision


class AddEditionForm(forms.Form):
    """In which other edition a story is to be told."""

    edition = forms.ModelChoiceField(label=gettext_lazy("Edition"), queryset=Edition.objects.all())

    def __init__(self, *args: Any, article: Article, among: Q | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        narrow(self.fields["edition"], (among or Q()) & ~Q(pk__in=article.story.articles.values("edition")))


class SourceField(forms.ModelChoiceField):  # type: ignore[type-arg] # not generic at run time
    """The text of another edition that an article was translated from (A41).

    Offered is what is to be followed now and what was so far; any earlier text may be sent, for a source may change
    while somebody translates.
    """

    def __init__(self, **options: Any) -> None:
        options |= {"queryset": Revision.objects.none(), "required": False}
        super().__init__(empty_label=gettext_lazy("told in its own words"), **options)

    def below(self, article: Article) -> None:
        """Let texts of the story's articles be chosen that were begun before this one: so none follows itself."""
        others = Revision.objects.filter(article__story=article.story_id, article__lt=article)
        self.queryset = others.select_related("article__edition")

    def offer(self, revisions: Iterable[Revision], chosen: object, *, followed: int | None, seen: Q) -> None:
        """Offer these and what is `chosen` already.

        Of the articles that these are of, any text may be sent that readers have seen; where the condition `seen` holds
        (always, where it is empty) any other, too; and what was `followed` so far.
        """
        offered = {one.pk: one for one in revisions}
        assert self.queryset is not None  # noqa: S101 # it has one as it is made
        self.queryset = self.queryset.filter(article__in={one.article_id for one in offered.values()})
        if seen:
            was_out = Exists(ArticleEvent.objects.filter(revision=OuterRef("pk"), act=Act.PUBLISH))
            self.queryset = self.queryset.filter(seen | Q(was_out) | Q(pk=followed))
        kept = self.queryset.filter(pk=chosen) if str(chosen or "").isdecimal() else ()
        named = {one.pk: self.label_from_instance(one) for one in (*kept, *offered.values())}
        self.widget.choices = [("", self.empty_label), *named.items()]

    def keep(self) -> None:
        """Offer nothing: it stays as it is."""
        self.disabled, self.widget = True, self.hidden_widget()

    def label_from_instance(self, obj: Revision) -> str:
        return in_words(obj)


def in_words(revision: Revision) -> str:
    """Name a text of another edition."""
    return _("%(edition)s, revision %(number)d") % {"edition": revision.article.edition, "number": revision.number}
