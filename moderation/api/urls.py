"""Addresses for programs, below the version of the API. They have no language: `Accept-Language` chooses one."""

from django.urls import path

from accounts.api import about
from moderation.api import reading, writing

app_name = "api"

urlpatterns = [
    path("problems", about.problems, name="problems"),
    path("me", about.me, name="me"),
    path("me/comments", reading.own_comments, name="own_comments"),
    path("articles/<int:pk>/comments", reading.thread, name="thread"),
    path("comments/<int:pk>", reading.comment, name="comment"),
    path("comments/<int:pk>/replies", writing.replies, name="replies"),
]
