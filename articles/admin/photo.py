"""Photos: taken in, credited, described; where they are used, and until when they may be."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db.models import Model, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.signed_in import signed_in
from articles import images, permissions
from articles.actions import articles, photos, replacing
from articles.admin.photo_forms import PhotoForm, ReplacementForm
from articles.models import Article, Photo
from articles.models.photo import PhotoQuerySet
from articles.reach import OutOfReach, reach


class RightsFilter(admin.SimpleListFilter):
    """Filter by what becomes of the rights to a photo."""

    title = gettext_lazy("rights")
    parameter_name = "rights"

    def lookups(self, _request: HttpRequest, _model_admin: object) -> list[tuple[str, str]]:
        return [("soon", _("end within 14 days")), ("over", _("have ended"))]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        asked = {"soon": PhotoQuerySet.ending, "over": PhotoQuerySet.over}.get(self.value() or "")
        if asked is None or not isinstance(queryset, PhotoQuerySet):
            return queryset
        return asked(queryset, timezone.now()).order_by("expires_at")


@admin.register(Photo)
class PhotoAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    form = PhotoForm
    list_display = ("__str__", "licence", "width", "height", "expires_at", "uploaded_at")
    list_filter = (RightsFilter,)
    search_fields = ("credit", "caption", "shows")
    ordering = ("-pk",)
    show_full_result_count = False
    actions = None

    class Media:
        js = (forms.Script("articles/focus.js", type="module"),)

    def get_queryset(self, _request: HttpRequest) -> QuerySet[Photo]:
        return Photo.objects.described()

    def get_readonly_fields(self, _request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """A stored file is never exchanged: articles show what was chosen."""
        return ("file",) if obj else ()

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/picture/", view(self.picture), name="articles_photo_picture"),
            path("<int:pk>/replace/", view(self.replace), name="articles_photo_replace"),
        ]
        return own + super().get_urls()

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Say above the list how many of its photos readers will soon see no more."""
        ending = Photo.objects.ending(timezone.now()).count()
        return super().changelist_view(request, {**(extra_context or {}), "ending": ending})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the photo with its uses, and its focal point in it; whoever is limited is told whom to ask."""
        photo = self.get_object(request, object_id) if signed_in(request).is_limited else None
        if photo and not _is_theirs(request, photo):
            if request.method == "POST":
                raise OutOfReach
            messages.warning(request, str(OutOfReach()))
        key = int(object_id) if object_id.isdecimal() and len(object_id) < 19 else 0
        shown = {"now": timezone.now(), **uses_of(key, signed_in(request))}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **shown})

    def picture(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Show the newsroom a photo that readers may see no more."""
        photo = get_object_or_404(Photo, pk=pk)
        if not self.has_view_permission(request, photo):
            raise PermissionDenied
        try:
            file = default_storage.open(str(photo.file.name))
        except ConnectionError:
            raise  # as readers' pages do
        except (OSError, ValueError):
            raise Http404 from None
        return FileResponse(file)

    def replace(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show another photo wherever this one is."""
        photo = get_object_or_404(Photo.objects.described(), pk=pk)
        if not self.has_change_permission(request, photo):
            raise PermissionDenied
        form = ReplacementForm(request.POST or None, photo=photo, now=timezone.now())
        if request.method == "POST" and form.is_valid():
            other = form.cleaned_data["other"]
            try:
                number = replacing.replace(photo=photo, other=other, by=signed_in(request), now=timezone.now())
            except (articles.NotAllowed, replacing.SamePhoto) as refused:
                form.add_error("other", str(refused))
            else:
                said = ngettext(
                    "Replaced in %(number)d article. Look at its description and caption: they stay as they were.",
                    "Replaced in %(number)d articles. Look at their descriptions and captions: they stay as they were.",
                    number,
                )
                messages.success(request, said % {"number": number})
                return redirect("admin:articles_photo_change", other.pk)
        title = _("Replace a photo wherever it is shown")
        context = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        context |= {"photo": photo, "form": form, "media": self.media, **uses_of(pk, signed_in(request))}
        return render(request, "admin/articles/photo/replace.html", context)

    def has_change_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return super().has_change_permission(request, obj) and _is_theirs(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _is_theirs(request, obj)

    def save_model(self, request: HttpRequest, obj: Photo, form: PhotoForm, change: bool) -> None:  # noqa: FBT001 # Django's signature
        if change or form.taken is None:
            photos.amend(photo=obj, by=signed_in(request), now=timezone.now())
            return
        taken = form.taken
        typed = {name for name in images.LONGEST if form.cleaned_data.get(name)}
        photos.store(photo=obj, taken=taken, by=signed_in(request), now=timezone.now())
        read = [
            capfirst(str(form.fields[name].label))
            for name in images.LONGEST
            if name not in typed and getattr(taken.said, name)
        ]
        if read:
            messages.info(request, _("Read from the file: %(fields)s. Look at it.") % {"fields": ", ".join(read)})
        if taken.said.ignored:
            messages.warning(request, _("Ignored in the file: %(parts)s.") % {"parts": "; ".join(taken.said.ignored)})

    def response_add(self, request: HttpRequest, obj: Photo, post_url_continue: str | None = None) -> HttpResponse:
        """Go on with what was read from the file, and the focal point."""
        if {"_popup", "_addanother", "_continue"}.isdisjoint(request.POST):
            messages.success(request, _("The photo was taken in."))
            return redirect("admin:articles_photo_change", obj.pk)
        return super().response_add(request, obj, post_url_continue)

    def delete_model(self, request: HttpRequest, obj: Photo) -> None:
        photos.remove(photo=obj, by=signed_in(request), now=timezone.now())


def _is_theirs(request: HttpRequest, photo: Photo | None) -> bool:
    return photo is None or permissions.may_describe(signed_in(request), photo)


def uses_of(photo: int, person: User) -> dict[str, Any]:
    """List the articles that show a photo, with what each says of it and how it stands; count those out of reach."""
    told = Article.objects.with_photo(photo)
    held = reach(person, permissions.VIEW)
    found = list(told.filter(held.within()).defer("body").select_related("edition").order_by("story", "edition"))
    now = timezone.now()
    for article in found:
        article.stands = article.state(now).label  # type: ignore[attr-defined] # for the template, which asks no clock
    return {"uses": found, "elsewhere": 0 if held.is_everywhere else told.count() - len(found)}
