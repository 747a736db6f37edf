"""Addresses for programs, below the version of the API. They have no language: `Accept-Language` chooses one."""

from django.urls import path

from accounts.api import about
from accounts.api import exporting as own
from moderation.api import deciding, document, exporting, reading, writing

app_name = "api"

urlpatterns = [
    path("problems", about.problems, name="problems"),
    path("openapi.json", document.served, name="openapi"),
    path("me", about.me, name="me"),
    path("me/comments", reading.own_comments, name="own_comments"),
    path("articles/<int:pk>/comments", reading.thread, name="thread"),
    path("comments/<int:pk>", reading.comment, name="comment"),
    path("comments/<int:pk>/replies", writing.replies, name="replies"),
    path("comments/<int:pk>/card", deciding.card, name="card"),
    path("comments/<int:pk>/decisions", deciding.decide, name="decide"),
    path("queue", deciding.queue, name="queue"),
    path("queue/<int:pk>/lease", deciding.lease, name="lease"),
    path("me/exports", own.own_exports, name="own_exports"),
    path("me/exports/<int:pk>/download", own.download, name="own_download"),
    path("statements", exporting.statements, name="statements"),
]
