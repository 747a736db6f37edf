"""Addresses of this app that have no language."""

from django.urls import path

from moderation.views import imported

urlpatterns = [
    path("comments/<slug:source>/<str:old_id>/", imported.lead, name="imported_comment"),
]
