"""Addresses of this app below the edition's language."""

from django.urls import URLPattern, path

from accounts.views import closing, privacy

app_name = "accounts"

urlpatterns: list[URLPattern] = [
    path("privacy/held/", privacy.held, name="held"),
    path("privacy/copies/", privacy.export_list, name="exports"),
    path("privacy/copies/<int:pk>/", privacy.download, name="export_download"),
    path("privacy/record/", privacy.record, name="record_of_processing"),
    path("privacy/record.csv", privacy.record_csv, name="record_of_processing_csv"),
    path("delete/", closing.close, name="close"),
    path("delete/now/", closing.erase_now, name="erase_now"),
    path("delete/done/", closing.erased, name="erased"),
    path("keep/", closing.kept, name="kept"),
    path("keep/<token>/", closing.keep, name="keep_account"),
]
