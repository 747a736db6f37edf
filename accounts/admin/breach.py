"""The register of breaches, its clock, and the notices that go out from it (GDPR Art. 33, 34): for administrators."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext, gettext_lazy

from accounts.actions import breaches
from accounts.enums import Concerned
from accounts.models import Breach, BreachNotice, BreachNoticeText
from accounts.signed_in import signed_in


class ForAdministrators:
    """Rows that administrators alone open; none goes before its time."""

    def has_view_permission(self, request: HttpRequest, _row: Model | None = None) -> bool:
        return signed_in(request).is_superuser

    has_add_permission = has_change_permission = has_view_permission

    def has_module_permission(self, request: HttpRequest) -> bool:
        return signed_in(request).is_superuser

    def has_delete_permission(self, _request: HttpRequest, _row: Model | None = None) -> bool:
        return False


class BreachForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """All that Art. 33(3) asks for; what is not known yet is added later (Art. 33(4))."""

    class Meta:
        help_texts = {
            "known_at": gettext_lazy("When somebody here was first sure enough of it. The 72 hours run from then."),
            "people": gettext_lazy("For example: members; people who wrote to the moderators; staff."),
            "records": gettext_lazy("For example: addresses, names, comments, password hashes, letters."),
            "late_because": gettext_lazy("Needed where the authority was told after more than 72 hours."),
            "not_notified_because": gettext_lazy(
                "Only where a risk to anybody’s rights and freedoms is unlikely. These words are the record of it."
            ),
        }

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        now = timezone.now()
        for name in ("known_at", "began_at", "notified_at"):
            if said.get(name) and said[name] > now:
                self.add_error(name, gettext("That day is still to come."))
        known_at, told_at = said.get("known_at") or self.instance.known_at, said.get("notified_at")
        if told_at and said.get("not_notified_because"):
            self.add_error("not_notified_because", gettext("The authority was notified, or it was not: not both."))
        if known_at and told_at and told_at > known_at + Breach.CLOCK and not said.get("late_because"):
            self.add_error("late_because", gettext("That was later than 72 hours: say why (GDPR Art. 33(1))."))
        return said


@admin.register(Breach)
class BreachAdmin(ForAdministrators, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """What leaked, when, and what was done: nothing of it goes for five years."""

    form = BreachForm
    list_display = ("reference", "known_at", "clock", "notified_at", "people_count")
    list_filter = ("known_at",)
    search_fields = ("reference", "what_happened")
    ordering = ("-known_at",)

    def get_fields(self, _request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        own = ("reference", "known_at", "clock", "draft", "entered_at") if obj else ("known_at",)
        return (*own, *Breach.FACTS, *(("earlier",) if obj else ()))

    def get_readonly_fields(self, _request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return ("reference", "known_at", "clock", "draft", "entered_at", "earlier") if obj else ()

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [path("<int:pk>/draft/", wrap(self.draft_view), name="accounts_breach_draft"), *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Breach, *_args: object) -> None:
        act = breaches.enter if obj._state.adding else breaches.amend
        act(breach=obj, by=signed_in(request), now=timezone.now())

    def draft_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand over the notice to the authority as a text, to be sent by the authority's own way."""
        breach = Breach.objects.filter(pk=pk).first() if self.has_view_permission(request) else None
        if breach is None:
            raise Http404
        text = breaches.to_the_authority(breach, now=timezone.now())
        headers = {"Content-Disposition": f'attachment; filename="{breach.reference}.txt"'}
        return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)

    @admin.display(description=gettext_lazy("72 hours"), ordering="due_at")
    def clock(self, breach: Breach) -> str:
        """Say how long there is to tell the authority; what is overdue stands out."""
        if breach.notified_at:
            return gettext("notified")
        if breach.not_notified_because:
            return gettext("no risk, for the reason given")
        if breach.due_at <= timezone.now():
            late = gettext("overdue for %(time)s") % {"time": timesince(breach.due_at)}
            return format_html("<strong>{}</strong>", late)
        return gettext("in %(time)s") % {"time": timeuntil(breach.due_at)}

    @admin.display(description=gettext_lazy("notice to the authority"))
    def draft(self, breach: Breach) -> str:
        address = reverse("admin:accounts_breach_draft", args=[breach.pk])
        return format_html('<a href="{}">{}</a>', address, gettext("Download the draft"))

    @admin.display(description=gettext_lazy("what was entered, and when"))
    def earlier(self, breach: Breach) -> str:
        """List every state of the entry: who wrote it, and what it said that it says no longer."""
        versions = list(breach.versions.select_related("written_by"))
        later = [*(one.facts for one in versions[1:]), {}]
        told = [(one, _replaced(one.facts, after)) for one, after in zip(versions, later, strict=True)]
        return render_to_string("admin/accounts/breach/_earlier.html", {"versions": told})


def _replaced(facts: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, Any]]:  # JSON
    """Say which facts a later entry replaced, and what they were."""
    names = {field.name: str(field.verbose_name) for field in Breach._meta.fields}
    return [(names[name], value) for name, value in facts.items() if after and after.get(name) != value]


class NoticeForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """To whom it goes."""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("concerned") in (Concerned.HAD_ACCOUNT, Concerned.SIGNED_IN) and not said.get("since"):
            self.add_error("since", gettext("Name the day."))
        return said


class NoticeTextForm(forms.ModelForm):  # type: ignore[type-arg] # as above
    """The notice in one of the site's languages."""

    language = forms.ChoiceField(label=gettext_lazy("language"), choices=settings.LANGUAGES)


class NoticeTextInline(ForAdministrators, admin.StackedInline):  # type: ignore[type-arg] # as above
    model = BreachNoticeText
    form = NoticeTextForm
    extra = 1

    def has_change_permission(self, request: HttpRequest, row: Model | None = None) -> bool:
        return self.has_view_permission(request) and not _is_sent(row)

    has_add_permission = has_delete_permission = has_change_permission  # type: ignore[assignment] # as Django calls them


@admin.register(BreachNotice)
class BreachNoticeAdmin(ForAdministrators, admin.ModelAdmin):  # type: ignore[type-arg] # as above
    """Write it, look at it as it will arrive, then send it: once."""

    form = NoticeForm
    list_display = ("__str__", "concerned", "since", "sent_at", "sent_by", "recipients")
    list_select_related = ("breach", "sent_by")
    autocomplete_fields = ("breach",)
    inlines = (NoticeTextInline,)

    def has_change_permission(self, request: HttpRequest, row: Model | None = None) -> bool:
        return self.has_view_permission(request) and not _is_sent(row)

    def get_fields(self, _request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        more = ("look", "sent_at", "sent_by", "recipients") if obj else ()
        return ("breach", "concerned", "since", *more)

    def get_readonly_fields(self, _request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return ("look", "sent_at", "sent_by", "recipients") if obj else ()

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [path("<int:pk>/send/", wrap(self.send_view), name="accounts_breachnotice_send"), *super().get_urls()]

    @admin.display(description=gettext_lazy("before it goes out"))
    def look(self, notice: BreachNotice) -> str:
        address = reverse("admin:accounts_breachnotice_send", args=[notice.pk])
        return format_html('<a href="{}">{}</a>', address, gettext("Look at the letters and send them"))

    def send_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the letters as they will arrive and to how many; a POST sends them."""
        found = BreachNotice.objects.select_related("breach", "sent_by").filter(pk=pk)
        notice = found.first() if self.has_view_permission(request) else None
        if notice is None:
            raise Http404
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        try:
            if request.method == "POST":
                return self._send(request, notice)
            letters = breaches.letters(notice)
        except breaches.NoText:
            said = gettext("Write it in %(language)s first: everybody gets that who has no other.")
            name = dict(settings.LANGUAGES)[settings.LANGUAGE_CODE]
            self.message_user(request, said % {"language": name}, messages.ERROR)
            return redirect("admin:accounts_breachnotice_change", notice.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Notice to the people concerned"),
            "opts": self.opts,
            "notice": notice,
            "letters": letters,
            "total": sum(count for _text, _letter, count in letters),
        }
        return TemplateResponse(request, "admin/accounts/breachnotice/send.html", context)

    def _send(self, request: HttpRequest, notice: BreachNotice) -> HttpResponse:
        try:
            count = breaches.send(notice=notice, by=signed_in(request), now=timezone.now())
        except breaches.AlreadySent:
            self.message_user(request, gettext("It was sent meanwhile; nobody gets it twice."), messages.ERROR)
        else:
            self.log_change(request, notice, gettext("Sent."))
            self.message_user(request, gettext("The letters go out: %(count)s.") % {"count": count}, messages.SUCCESS)
        return redirect("admin:accounts_breachnotice_changelist")


def _is_sent(row: Model | None) -> bool:
    return isinstance(row, BreachNotice) and row.sent_at is not None
