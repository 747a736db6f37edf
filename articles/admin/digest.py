"""Digests at the desk: when they go out, to how many, and what the next one says."""

from typing import Any

from django.contrib import admin
from django.core.mail import EmailMultiAlternatives
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from accounts.addresses import absolute
from accounts.admin.rows import FixedRows
from accounts.outbox import mail
from accounts.signed_in import signed_in
from articles.actions import digests
from articles.enums import Cadence
from articles.models import Digest, Subscription
from articles.paper import paper
from articles.reach import reach


def _counted(which: Q) -> Coalesce:
    """Count subscriptions of the edition of a row."""
    found = Subscription.objects.filter(which, edition=OuterRef("edition")).order_by().values("edition")
    return Coalesce(Subquery(found.annotate(many=Count("pk")).values("many"), output_field=IntegerField()), 0)


@admin.register(Digest)
class DigestAdmin(FixedRows, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """One row for each edition, which the worker makes."""

    list_display = ("edition", "hour", "weekday", "is_paused", "daily", "weekly", "unconfirmed")
    list_select_related = ("edition",)
    fields = ("edition", "hour", "weekday", "is_paused", "audience", "look")
    readonly_fields = ("edition", "audience", "look")
    actions = None

    def has_change_permission(self, request: HttpRequest, obj: Digest | None = None) -> bool:
        held = reach(signed_in(request), "articles.change_digest")
        return held.covers_edition(obj.edition_id) if obj else bool(held.parts)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Digest]:
        is_confirmed = Q(confirmed_at__isnull=False)
        rows: QuerySet[Digest] = super().get_queryset(request)
        return rows.annotate(
            daily=_counted(is_confirmed & Q(cadence=Cadence.DAILY)),
            weekly=_counted(is_confirmed & Q(cadence=Cadence.WEEKLY)),
            unconfirmed=_counted(Q(confirmed_at__isnull=True)),
        )

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("<str:pk>/<str:cadence>/next/", wrap(self.next_view), name="articles_digest_next"),
            path("<str:pk>/<str:cadence>/next.eml", wrap(self.message_view), name="articles_digest_message"),
        ]
        return [*own, *super().get_urls()]

    @admin.display(description=gettext_lazy("every day"), ordering="daily")
    def daily(self, digest: Any) -> int:  # noqa: ANN401 # with what the queryset counts
        return int(digest.daily)

    @admin.display(description=gettext_lazy("once a week"), ordering="weekly")
    def weekly(self, digest: Any) -> int:  # noqa: ANN401 # as above
        return int(digest.weekly)

    @admin.display(description=gettext_lazy("not confirmed"), ordering="unconfirmed")
    def unconfirmed(self, digest: Any) -> int:  # noqa: ANN401 # as above
        return int(digest.unconfirmed)

    @admin.display(description=gettext_lazy("subscribers"))
    def audience(self, digest: Digest) -> str:
        """Count who gets it, by how often and of which sections; addresses are none of the newsroom's business."""
        edition = paper().edition(digest.edition_id)
        confirmed = Subscription.objects.written_to().filter(edition=digest.edition_id)
        of_section = dict(confirmed.values_list("sections").annotate(many=Count("pk")).order_by())
        rows = [(cadence.label, confirmed.filter(cadence=cadence).count()) for cadence in Cadence] + [
            (gettext("All sections"), of_section.get(None, 0))
        ]
        rows += [(face.name, of_section.get(face.pk, 0)) for face in (edition.sections if edition else ())]
        return render_to_string("admin/articles/digest/_audience.html", {"rows": rows})

    @admin.display(description=gettext_lazy("the next one"))
    def look(self, digest: Digest) -> str:
        links = [
            format_html(
                '<a href="{}">{}</a>', reverse("admin:articles_digest_next", args=[digest.pk, one]), capfirst(one.label)
            )
            for one in Cadence
        ]
        return format_html("{} · {}", *links)

    def next_view(self, request: HttpRequest, pk: str, cadence: str) -> HttpResponse:
        """Show the next issue as it would go out now, when it does, and to how many."""
        digest, chosen = self._asked(request, pk, cadence)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("The next digest"),
            "opts": self.opts,
            "digest": digest,
            "cadence": chosen,
            "at": digest.newest_day(chosen, timezone.now()) + digests.PERIOD[chosen],
            "audience": digests.audience(digest, chosen),
            "letter": _letter(digest, chosen),
            "message_url": reverse("admin:articles_digest_message", args=[digest.pk, chosen]),
        }
        return TemplateResponse(request, "admin/articles/digest/next.html", context)

    def message_view(self, request: HttpRequest, pk: str, cadence: str) -> HttpResponse:
        """Hand the letter over as a file, for any mail program to open as it will arrive."""
        digest, chosen = self._asked(request, pk, cadence)
        said = _letter(digest, chosen)
        if said is None:
            raise Http404
        page = absolute(digest.edition.get_absolute_url())
        message = EmailMultiAlternatives(said["subject"], said["text"], headers=digests.headers(digest.pk, page))
        message.attach_alternative(said["html"], "text/html")
        headers = {"Content-Disposition": f'attachment; filename="digest-{digest.pk}-{chosen}.eml"'}
        return HttpResponse(message.message().as_bytes(), content_type="message/rfc822", headers=headers)

    def _asked(self, request: HttpRequest, pk: str, cadence: str) -> tuple[Digest, Cadence]:
        """Return what an address is about; raise Http404 for whoever may not see it, too."""
        may_look = self.has_view_permission(request) and cadence in Cadence.values
        digest = Digest.objects.select_related("edition").filter(pk=pk).first() if may_look else None
        if digest is None:
            raise Http404
        return digest, Cadence(cadence)


def _letter(digest: Digest, cadence: Cadence) -> dict[str, str] | None:
    """Word the next issue as a reader of all sections would get it now; None where there is no news."""
    edition = paper().edition(digest.pk)
    told = digests.news(digest.pk, cadence, timezone.now())
    with_form = absolute(f"/{digest.pk}/digest/")
    said = digests.letter(edition, cadence, told, frozenset(), (with_form, with_form)) if edition else None
    return mail.render("articles/mail/digest", said, digest.pk) if said else None
