"""The switch for breaking news, beside the plans for front pages (A64)."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.signed_in import signed_in
from articles import permissions
from articles.actions import breaking
from articles.actions.refusals import Crossed, NotAllowed
from articles.admin.revisions import read_number
from articles.forms.breaking import BreakingForm
from articles.models import Breaking, Edition

ADDRESS = "admin:articles_placement_breaking"


class BreakingPages(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """A page on which whoever leads an edition's front page begins its breaking news, and ends it by one press."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        switch = require_http_methods(["GET", "HEAD", "POST"])(self.breaking)
        own = [
            path("breaking/", view(switch), name="articles_placement_breaking"),
            path("breaking/end/", view(require_POST(self.end_breaking)), name="articles_placement_breaking_end"),
        ]
        return own + super().get_urls()

    def breaking(self, request: HttpRequest) -> HttpResponse:
        """Show what is breaking news where, and make an article it."""
        editions = self._editions(request)
        form = BreakingForm(request.POST or None, editions=editions, initial={"edition": editions.first()})
        if form.is_valid() and self._began(request, form):
            messages.success(request, _("It stands on top of each page of this edition now."))
            return redirect(ADDRESS)
        now = timezone.now()
        rows = Breaking.objects.open().filter(edition__in=editions)
        rows = rows.select_related("edition", "article", "began_by").order_by("edition__position", "edition")
        frame = self.admin_site.each_context(request) | {"opts": self.opts, "media": self.media + form.media}
        standing = [(one, until) for one in rows if (until := one.shown_until(now)) > now]
        context = {"title": _("Breaking news"), "form": form, "standing": standing}
        return render(request, "admin/articles/placement/breaking.html", frame | context)

    def _began(self, request: HttpRequest, form: BreakingForm) -> bool:
        """Begin what the form says; a refusal is put into it."""
        given = {name: form.cleaned_data[name] for name in ("article", "headline", "hours")}
        seen = {*map(read_number, request.POST.getlist("seen"))}
        try:
            breaking.begin(**given, seen=seen, by=signed_in(request), now=timezone.now())
        except (NotAllowed, breaking.NotOut) as refused:
            form.add_error("article", str(refused))
            return False
        except Crossed:
            form.add_error(
                "article", _("Another article has become breaking news meanwhile: see above. Send again to replace it.")
            )
            return False
        return True

    def end_breaking(self, request: HttpRequest) -> HttpResponse:
        """End what was shown at once."""
        self._editions(request)
        shown = get_object_or_404(Breaking, pk=read_number(request.POST.get("breaking", "")))
        try:
            breaking.end(breaking=shown, by=signed_in(request), now=timezone.now())
        except (NotAllowed, breaking.Over) as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("It has ended: pages are as they were."))
        return redirect(ADDRESS)

    def _editions(self, request: HttpRequest) -> QuerySet[Edition]:
        """Return the editions whose front page the person leads; refuse who leads none."""
        user: User = signed_in(request)
        every = Edition.objects.values_list("pk", flat=True)
        theirs = [one for one in every if not permissions.obstacle_to_placing(user, one, None)]
        if not theirs or not self.has_view_permission(request):
            raise PermissionDenied
        return Edition.objects.filter(pk__in=theirs)
