"""What an article's form does when it is sent: saves what is typed, then does what its button says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from accounts.models import User
from articles import permissions
from articles.actions import articles, embargoes, simulating, tags
from articles.checklist import NOTHING_OVERRIDDEN
from articles.enums import Act, Point, State
from articles.forms import ArticleForm, OverrideForm
from articles.models import Article, Edition, Text
from articles.schedule import Times

#: What the checklist asks for where there is a photo.
OF_A_PHOTO = {Point.DESCRIPTION, Point.CREDIT}


def do(article: Article, act: Act, form: ArticleForm, user: User, now: datetime) -> bool:
    """Save what the form says, as far as the person may, then do the act. Say whether they may save."""
    number = form.cleaned_data["base"]
    newest = article.newest_revision()
    if newest.number != number:
        raise articles.Overtaken(newest)
    may_revise = permissions.may(user, article, Act.REVISE, now)
    _hold_back(article, act, form, user, now)
    if may_revise:
        if form.keeps_times:
            articles.plan(article=article, to=Times(**_times(form)), was=form.times_were, by=user, now=now)
        with transaction.atomic():  # a tag is made with the text that has it, or not
            text = text_of(form, article.edition, user, now)
            if text != tags.as_now(Text.of(newest), article.edition):
                number = articles.revise(article=article, text=text, base=number, author=user, now=now).number
    if act != Act.REVISE:
        _ACTS[act](article, user, now, number, form)
    return may_revise


def simulated(article: Article, form: ArticleForm, user: User, now: datetime) -> dict[str, Any]:
    """Say what Publish would do with what is typed, and what may be published without. Nothing is saved."""
    typed, form.excuse = form.excuse, OverrideForm.all_passed_over()
    try:
        act = partial(do, article, Act.PUBLISH, form, user, now)
        found = simulating.simulate(article=article, act=act, by=user, now=now)
    finally:
        form.excuse = typed
    beside = {lack.point for lack in found.lacks} | (OF_A_PHOTO if found.article.photo_id is None else set())
    shown = {"simulation": found, "fulfilled": [point.label for point in Point if point not in beside]}
    return shown | ({"excuse": typed} if typed.offer(found.lacks) else {})


def text_of(form: ArticleForm, edition: Edition, user: User, now: datetime) -> Text:
    """Return what was written, with its tags: those that are not there yet are made."""
    return replace(form.text, tags=tags.choose(names=form.tag_names, edition=edition, by=user, now=now))


def _hold_back(article: Article, act: Act, form: ArticleForm, user: User, now: datetime) -> None:
    """Put the article under the embargo that was typed; what is scheduled is put off with its time, by publishing."""
    if form.embargo and not (act == Act.PUBLISH and article.state(now) == State.SCHEDULED):
        embargoes.change(article=article, to=form.embargo, by=user, now=now)


def _publish(article: Article, user: User, now: datetime, number: int, form: ArticleForm) -> None:
    override = form.excuse.override if form.excuse.is_valid() else NOTHING_OVERRIDDEN
    # Times that saving keeps have been kept by now.
    to = Times(**_times(form))
    was = to if form.keeps_times else form.times_were
    publish = partial(articles.publish, article=article, by=user, now=now, revision=number)
    publish(at=to.at, expires_at=to.expires_at, was=was, override=override, embargo=form.embargo)


def _times(form: ArticleForm) -> dict[str, datetime | None]:
    return {name: form.cleaned_data.get(name) for name in ("at", "expires_at")}


#: How each act is done from the form.
_ACTS: dict[Act, Callable[[Article, User, datetime, int, ArticleForm], object]] = {
    Act.SUBMIT: lambda article, user, now, *_form: articles.submit(article=article, by=user, now=now),
    Act.APPROVE: lambda article, user, now, number, *_form: articles.approve(
        article=article, by=user, now=now, revision=number
    ),
    Act.RETURN: lambda article, user, now, *_form: articles.return_(article=article, by=user, now=now),
    Act.PUBLISH: _publish,
    Act.UNPUBLISH: lambda article, user, now, *_form: articles.unpublish(article=article, by=user, now=now),
}
