"""Addresses of this app that have no language."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
