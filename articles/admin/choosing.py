"""What somebody may choose for an article, and what the script of the choices asks for (choosing.js)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from accounts.models import User
from accounts.signed_in import signed_in
from articles import permissions
from articles.forms import ArticleForm
from articles.forms.choices import RelatedField, TagsField
from articles.forms.translating import SourceField
from articles.models import Article
from articles.reach import reach
from articles.translations import sources

#: So many suggestions are read through by nobody who could type another letter.
SUGGESTED = 10
#: Letters that are looked at.
LONGEST = 100


@dataclass(frozen=True)
class Suggestion:
    """A line to choose, how it is called, and what tells it from others."""

    value: str
    label: str
    note: str = ""


def asked(request: HttpRequest) -> tuple[str, str]:
    """Read of which edition suggestions are to be, and what was typed so far."""
    edition, typed = (request.GET.get(name, "")[:LONGEST] for name in ("edition", "q"))
    return edition, typed


def suggested(found: Iterable[Suggestion]) -> JsonResponse:
    return JsonResponse({"found": [asdict(one) for one in found]})


def let_choose(request: HttpRequest, form: ArticleForm, edition: str, article: Article | None = None) -> None:
    """Let the person choose tags, articles and a source that are theirs to choose, and what the article has already."""
    user, tagged, related = signed_in(request), form.fields["tags"], form.fields["related"]
    assert isinstance(tagged, TagsField)  # noqa: S101 # declared there
    assert isinstance(related, RelatedField)  # noqa: S101 # as above
    tagged.let_make(is_allowed=not permissions.obstacle_to_tagging(user, edition))
    if article:
        _let_follow(user, form, article)
    if user.is_limited:
        has = article.newest_revision().related.split() if article else []
        related.among = permissions.leading_to(user, timezone.now()) | Q(pk__in=has)


def _let_follow(user: User, form: ArticleForm, article: Article) -> None:
    """Let the person choose which text of another edition the article says."""
    field = form.fields["source"]
    assert isinstance(field, SourceField)  # noqa: S101 # declared there
    if offered := sources(article, user, timezone.now()):
        seen = reach(user, permissions.VIEW).within("article")
        field.offer(offered, form["source"].value(), followed=form.initial["source"], seen=seen)
    else:
        field.keep()
