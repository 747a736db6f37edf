"""Addresses of this app below the edition's language."""

from django.urls import path

from articles import feeds, sitemaps
from articles.views import comparisons, corrections, digests, fronts, live, machines, push, reading, searching, tags

app_name = "articles"

urlpatterns = [
    path("", fronts.home, name="home"),
    path("<str:slug>-<int:pk>/", reading.article, name="article"),
    path("<str:slug>-<int:pk>/text.md", machines.text, name="text"),
    path("<str:slug>-<int:pk>/changes/<int:correction>/", comparisons.comparison, name="comparison"),
    path("sections/<str:slug>/", fronts.section, name="section"),
    path("tags/<str:slug>-<int:pk>/", tags.tag, name="tag"),
    path("bylines/<str:name>/", reading.byline, name="byline"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("digest/", digests.subscribe, name="digest"),
    path("digest/asked/", digests.asked, name="digest_asked"),
    path("digest/<str:token>/", digests.own, name="digest_own"),
    path("digest/<str:token>/end/", digests.end, name="digest_end"),
    path("push/", push.topics, name="push"),
    path("push/on/", push.switch_on, name="push_on"),
    path("push/off/", push.switch_off, name="push_off"),
    path("push/standing/", push.standing, name="push_standing"),
    path("search/", searching.results, name="search"),
    path("feed.<str:kind>", feeds.edition, name="feed"),
    path("sections/<str:slug>/feed.<str:kind>", feeds.section, name="section_feed"),
    path("tags/<str:slug>-<int:pk>/feed.<str:kind>", feeds.tag, name="tag_feed"),
    path("bylines/<str:name>/feed.<str:kind>", feeds.byline, name="byline_feed"),
    path("sitemap-lists.xml", sitemaps.lists, name="sitemap_lists"),
    path("sitemap-<int:year>-<int:month>.xml", sitemaps.month, name="sitemap"),
    path("live/<int:pk>/stream", live.stream, name="live_stream"),
    path("preview/<str:token>/", reading.preview, name="preview"),
]
