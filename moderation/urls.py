"""Addresses of this app below the edition's language."""

from django.urls import path

from moderation.views import (
    appreciation,
    choice,
    comment,
    follow,
    mistake,
    posting,
    report,
    rules,
    statement,
    transparency,
)

app_name = "moderation"

urlpatterns = [
    path("articles/<int:pk>/comments/", comment.thread, name="thread"),
    path("articles/<int:pk>/comments/fragment/", comment.fragment, name="fragment"),
    path("articles/<int:pk>/comments.json", comment.as_json, name="thread_json"),
    path("articles/<int:pk>/comments/new/", posting.submit, name="submit"),
    path("articles/<int:pk>/follow/", follow.article, name="follow_article"),
    path("comments/<int:pk>/follow/", follow.thread, name="follow_thread"),
    path("follows/asked/", follow.asked, name="follow_asked"),
    path("follows/<str:token>/", follow.own, name="follow_own"),
    path("follows/<str:token>/end/", follow.end, name="follow_end"),
    path("account/follows/", follow.listed, name="follows"),
    path("comments/<int:pk>/", comment.show, name="comment"),
    path("comments/<int:pk>/versions/", comment.versions, name="versions"),
    path("comments/<int:pk>/reply/", posting.reply, name="reply"),
    path("comments/<int:pk>/edit/", posting.edit, name="edit"),
    path("comments/<int:pk>/withdraw/", posting.withdraw, name="withdraw"),
    path("comments/<int:pk>/appreciate/", appreciation.give, name="appreciate"),
    path("comments/<int:pk>/appreciate/take-back/", appreciation.take_back, name="take_back_appreciation"),
    path("comments/<int:pk>/choose/", choice.choose, name="choose"),
    path("comments/<int:pk>/choose/take-back/", choice.take_back, name="take_back_choice"),
    path("comments/<int:pk>/report/", report.lodge, name="report_comment"),
    path("comments/<int:pk>/mistake/", mistake.tell, name="report_mistake"),
    path("mistakes/<str:reference>/", mistake.status, name="mistake"),
    path("notices/", report.notice, name="notice"),
    path("reports/", report.find, name="find_report"),
    path("reports/<str:reference>/", report.status, name="report"),
    path("rules/", rules.show, name="rules"),
    path("rules/<int:number>/", rules.show, name="rules_version"),
    path("rules/<int:number>.json", rules.as_json, name="rules_json"),
    path("statements/<str:token>/", statement.show, name="statement"),
    path("statements/<str:token>/letter/<slug:kind>/", statement.letter, name="letter"),
    path("letters/<str:token>/", statement.letter_status, name="letter_status"),
    path("account/blocked/", statement.blocked, name="blocked"),
    path("transparency/", transparency.show, name="transparency"),
    path("transparency/<int:year>/", transparency.show, name="transparency_year"),
    path("transparency/<int:year>.csv", transparency.as_csv, name="transparency_csv"),
    path("transparency/<int:year>.json", transparency.as_json, name="transparency_json"),
]
