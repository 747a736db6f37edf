"""What readers are shown of what changed with a correction: chosen at the desk, and taken back there (A58)."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.signed_in import signed_in
from articles import permissions, printed
from articles.actions import comparisons
from articles.actions.refusals import NotAllowed
from articles.admin.within import WithinReach
from articles.enums import Act, Right
from articles.forms.comparison import ComparisonForm, in_words
from articles.models import Comparison, Correction

REFUSALS = (NotAllowed, comparisons.NotSeen, comparisons.NotShown)


class ComparisonPage(WithinReach, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """The page behind a correction at which an editor says whether readers see what changed."""

    change_form_template = "admin/articles/correction/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.comparison)
        return [path("<int:pk>/comparison/", view, name="articles_correction_comparison"), *super().get_urls()]

    def comparison(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show how each of the last changes would look to readers, and have one of them shown, or none."""
        if Right.PUBLISH not in permissions.rights_of(signed_in(request)):
            raise PermissionDenied
        correction = self.get_object(request, str(pk))
        if correction is None:
            raise Http404
        shown = Comparison.objects.filter(correction=correction).select_related("after").first()
        form = ComparisonForm(correction.article, shown, request.POST or None)
        if form.is_valid() and self._chosen(request, correction, shown, form.cleaned_data["change"]):
            return redirect(request.path)
        return self._page(request, correction, shown, form)

    def _chosen(
        self, request: HttpRequest, correction: Correction, shown: Comparison | None, after: int | None
    ) -> bool:
        """Do what was chosen, and say so; where it is refused, say why."""
        by, now = signed_in(request), timezone.now()
        try:
            if after is not None and (shown is None or shown.after.number != after):
                comparisons.disclose(correction=correction, after=after, by=by, now=now)
            elif after is None and shown:
                comparisons.conceal(correction=correction, by=by, now=now)
        except REFUSALS as refused:
            messages.error(request, str(refused))
            return False
        said = _("Readers see what changed.") if after is not None else _("Readers see the correction alone.")
        messages.success(request, said)
        return True

    def _page(
        self, request: HttpRequest, correction: Correction, shown: Comparison | None, form: ComparisonForm
    ) -> HttpResponse:
        now, article = timezone.now(), correction.article
        may = permissions.may(signed_in(request), article, Act.DISCLOSE, now) and correction.is_public(now)
        context: dict[str, Any] = {
            "title": _("What readers see of what changed"),
            "opts": self.opts,
            "article": article,
            "correction": correction,
            "shown": shown,
            "form": form,
            "may_choose": shown or (may and form.steps),
            "is_waiting": not may,
            "changes": [
                (in_words(step, article), printed.changes(step.before, step.after, article, now)) for step in form.steps
            ],
        }
        frame = self.admin_site.each_context(request)
        return render(request, "admin/articles/correction/comparison.html", frame | context)
