"""What one edition of a story lacks beside its text, filled in on one page with the others (A67)."""

from collections.abc import Mapping
from typing import Any

from django import forms

from articles.actions.filling import Filling
from articles.forms.article import ArticleForm
from articles.models import Article, Revision

OF_PHOTO = ("photo_alt", "photo_is_decorative")


class FillingForm(forms.Form):
    """Fields as the article's own form has them, named after the edition."""

    base = ArticleForm.base_fields["base"]
    summary = ArticleForm.base_fields["summary"]
    photo_alt = ArticleForm.base_fields["photo_alt"]
    photo_is_decorative = ArticleForm.base_fields["photo_is_decorative"]

    def __init__(self, article: Article, newest: Revision, data: Mapping[str, Any] | None = None) -> None:
        self.article, self.newest = article, newest
        said = {name: getattr(newest, name) for name in ("summary", *OF_PHOTO)}
        sent = {name for name in data or {} if name.startswith(f"{article.edition_id}-")}
        # an edition that was begun after the page was opened was not sent
        super().__init__(data if sent else None, prefix=article.edition_id, initial=said | {"base": newest.number})
        if newest.its_photo() is None and self.add_prefix("photo_alt") not in sent:
            for name in OF_PHOTO:
                del self.fields[name]
        for name in ("summary", "photo_alt"):
            if name in self.fields:
                told_in = {"lang": article.edition_id, "dir": article.edition.direction}
                self.fields[name].widget.attrs |= told_in

    @property
    def filling(self) -> Filling | None:
        """Return what was filled in; None where it says what the text said of which it was made."""
        if self._untouched() >= self.cleaned_data.keys() - {"base"}:
            return None
        return Filling(self.article, **self.cleaned_data)

    def starts_from(self, theirs: Revision) -> None:
        """Have the next save start from what somebody else has saved meanwhile; what was typed stays, that alone."""
        theirs_now = {name: getattr(theirs, name) for name in self._untouched()} | {"base": theirs.number}
        self.newest = theirs
        self.data = {**self.data} | {self.add_prefix(name): value for name, value in theirs_now.items()}

    def _untouched(self) -> set[str]:
        """Name the fields that say what the text said of which it was made."""
        made_of = self.article.revisions.filter(number=self.cleaned_data["base"]).first()
        typed = {name: value for name, value in self.cleaned_data.items() if name != "base"}
        return {name for name, value in typed.items() if made_of and _plain(getattr(made_of, name)) == _plain(value)}


def _plain(value: object) -> object:
    """Let lines end alike, however a browser sends them."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
