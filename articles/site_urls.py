"""Addresses of this app that have no language."""

from django.urls import path

from articles import sitemaps
from articles.views import embedding, machines, push, site

urlpatterns = [
    path("", site.root, name="root"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap_index"),
    path("sitemap-news.xml", sitemaps.news, name="sitemap_news"),
    path("push-worker.js", push.worker, name="push_worker"),
    path("oembed", embedding.oembed, name="oembed"),
    path("llms.txt", machines.llms, name="llms"),
    path("<str:key>.txt", site.indexnow_key, name="indexnow_key"),
    path("media/photos/<str:name>", site.photo, name="photo"),
]
