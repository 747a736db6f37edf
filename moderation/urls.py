"""Addresses of this app below the edition's language."""

from django.urls import URLPattern

app_name = "moderation"

urlpatterns: list[URLPattern] = []
