"""Photos: taken in, credited, described."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import images
from articles.actions import photos
from articles.models import Photo


class PhotoForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """A photo's file, credit and licence. The file's own name and type are not believed."""

    file = forms.FileField(label=_("File"), help_text=_("JPEG, PNG, WebP or AVIF, at most 20 MB and 40 million pixels"))

    licence_url = forms.URLField(label=_("Licence address"), required=False, assume_scheme="https")
    source_url = forms.URLField(label=_("Source"), required=False, assume_scheme="https")

    class Meta:
        model = Photo
        fields = ("file", "credit", "licence", "licence_url", "source_url", "focal_x", "focal_y")

    def clean_file(self) -> object:
        """Refuse beside the field what is no picture."""
        upload = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return upload
        try:
            images.normalised(upload)
        except images.UnusablePicture as unusable:
            raise ValidationError(str(unusable)) from unusable
        upload.seek(0)
        return upload


@admin.register(Photo)
class PhotoAdmin(admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    form = PhotoForm
    list_display = ("__str__", "licence", "width", "height", "uploaded_at")
    search_fields = ("credit", "shows")
    ordering = ("-pk",)
    show_full_result_count = False
    actions = None

    def get_queryset(self, _request: HttpRequest) -> QuerySet[Photo]:
        return Photo.objects.described()

    def get_readonly_fields(self, _request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """A stored file is never exchanged: articles show what was chosen."""
        return ("file",) if obj else ()

    def save_model(self, request: HttpRequest, obj: Photo, form: PhotoForm, change: bool) -> None:  # noqa: FBT001 # Django's signature
        if change:
            photos.amend(photo=obj)
        else:
            upload = form.cleaned_data["file"]
            photos.store(photo=obj, upload=upload, by=request.user, now=timezone.now())  # type: ignore[arg-type] # the admin lets only accounts in

    def delete_model(self, _request: HttpRequest, obj: Photo) -> None:
        photos.remove(photo=obj)
