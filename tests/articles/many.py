"""Acts on many articles, as tests ask for them and have them done (A54)."""

from django.utils import timezone

from accounts.outbox import delivery
from articles.actions import bulk
from articles.actions.foresight import foresee
from articles.enums import BulkAct, Outcome
from articles.models import Article, BulkJob
from tests.articles import making
from tests.articles.making import NOW

DONE = (Outcome.DONE, "")


def written(language="en", **fields) -> Article:
    article = making.draft(language, **fields)
    making.revision(article)
    return article


def foreseen(by, *of, act=BulkAct.PUBLISH, **answers):
    job = BulkJob(act=act, **answers)
    return job, foresee(job=job, keys=[article.pk for article in of], by=by, now=NOW)


def asked(by, *of, act=BulkAct.PUBLISH, **answers) -> BulkJob:
    job, found = foreseen(by, *of, act=act, **answers)
    return bulk.ask(job=job, meant=found.meant, by=by, language="en", now=NOW)


def work() -> None:
    while item := delivery.claim(now=timezone.now()):
        delivery.deliver(item, now=timezone.now())


def became(job) -> list[tuple[str, str]]:
    job.refresh_from_db()
    return list(job.items.order_by("pk").values_list("outcome", "reason"))
