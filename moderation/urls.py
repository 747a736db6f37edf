"""Addresses of this app below the edition's language."""

from django.urls import path

from moderation.views import comment, rules

app_name = "moderation"

urlpatterns = [
    path("articles/<int:pk>/comments/", comment.thread, name="thread"),
    path("comments/<int:pk>/", comment.show, name="comment"),
    path("rules/", rules.show, name="rules"),
    path("rules/<int:number>/", rules.show, name="rules_version"),
]
