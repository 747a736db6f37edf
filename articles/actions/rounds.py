"""News on its way: to all devices that chose it, each once, by the outbox (A30, A31)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import OutboxItem
from accounts.outbox import enqueue
from accounts.outbox.asking import asking, heed
from accounts.outbox.delivery import NotYet, Undeliverable
from accounts.safety.outgoing import Response, Session
from articles.enums import State, Status
from articles.models import Article, PushNotice, PushSubscription
from articles.paper import paper
from articles.push import is_offered, quiet, services
from articles.push.message import Message
from articles.push.terms import terms

ROUND, DEVICE = "push-round", "push"
#: Devices that one round finds; the rest is left to another.
AT_ONCE = 500
#: Nobody is waited for longer, whatever they ask.
LONGEST_WAIT = timedelta(hours=6)
GONE = (404, 410)
SERVICE = "The push service"


def begin(*, notice: PushNotice, now: datetime) -> None:
    """Have the news go out at its minute. Call it inside the transaction that makes it."""
    payload = {"notice": notice.pk, "after": 0}
    enqueue(channel=ROUND, key=_key(notice.pk), payload=payload, now=now, not_before=notice.goes_at())


def follow(*, article: Article, now: datetime) -> None:
    """Let news that waits go with its article: at its new minute, or not at all when it is taken back from readers."""
    waiting = PushNotice.objects.waiting().filter(article=article)
    if not is_offered() or not (notice := waiting.order_by("pk").first()):
        return
    if article.status != Status.PUBLISHED:
        waiting.update(cancelled_at=now)
        return
    notice.article = article
    OutboxItem.objects.waiting().filter(key=_key(notice.pk)).update(not_before=notice.goes_at())


def go_round(item: OutboxItem) -> None:
    """Find the next devices that chose the news, and leave the rest to another round (outbox channel `push-round`)."""
    now, pk = timezone.now(), item.payload["notice"]
    notice = PushNotice.objects.select_related("article__edition").get(pk=pk)
    _demand_out(notice, now)
    with transaction.atomic():
        if not PushNotice.objects.in_force().filter(pk=pk).update(begun_at=notice.begun_at or now):
            raise Undeliverable("The news was taken back.")
        wanting = PushSubscription.objects.wanting(notice.article).filter(pk__gt=item.payload["after"])
        some = list(wanting.select_related("person").order_by("pk")[:AT_ONCE])
        for one in some:
            enqueue(
                channel=DEVICE,
                key=f"push:{pk}:{one.pk}",
                payload={"notice": pk, "device": one.pk},
                person=one.person,
                now=now,
                not_before=_free_at(notice, one, now),
            )
        if len(some) == AT_ONCE:
            rest = {"notice": pk, "after": some[-1].pk}
            enqueue(channel=ROUND, key=f"push:{pk}:after:{some[-1].pk}", payload=rest, now=now)


def deliver(item: OutboxItem) -> None:
    """Hand the news to one device's push service (outbox channel `push`). All is asked again: much may have changed."""
    now = timezone.now()
    notice = PushNotice.objects.select_related("article__edition").get(pk=item.payload["notice"])
    _demand_out(notice, now)
    wanting = PushSubscription.objects.wanting(notice.article)
    device = wanting.filter(pk=item.payload["device"]).first()
    if device is None:
        raise Undeliverable("The device does not want it any more.")
    left = (notice.begun_at or now) + terms().lifetime(is_urgent=notice.is_urgent) - now
    if left <= timedelta(0):
        raise Undeliverable("It is no news any more.")
    if (free := _free_at(notice, device, now)) > now:
        raise NotYet("It is night where the device is.", until=free)
    today = quiet.day(now, device.time_zone)
    if not notice.is_urgent and device.sent_on == today and device.sent_count >= terms().a_day:
        raise Undeliverable("The device had as many as a day allows.")
    _heed(_post(notice, device, left, now), device, now)
    _count(device, is_urgent=notice.is_urgent, now=now)


def _key(notice: int) -> str:
    return f"push:{notice}"


def _demand_out(notice: PushNotice, now: datetime) -> None:
    """Send nothing of an article that is not out: wait for one that is scheduled, give up what was taken back."""
    state = notice.article.state(now)
    if notice.cancelled_at is None and state == State.SCHEDULED and notice.begun_at is None:
        raise NotYet("The article is not out yet.", until=notice.article.published_at)
    if notice.cancelled_at is not None or state != State.PUBLISHED:
        PushNotice.objects.waiting().filter(pk=notice.pk).update(cancelled_at=now)
        raise Undeliverable("The article is not out.")


def _free_at(notice: PushNotice, device: PushSubscription, now: datetime) -> datetime:
    return now if notice.is_urgent else quiet.awake_at(now, device.time_zone)


def _post(notice: PushNotice, device: PushSubscription, left: timedelta, now: datetime) -> Response:
    """Seal the news and post it. The address is looked at again; what goes wrong says nothing of it: it is a secret."""
    # The worker alone needs the cipher: a web server's memory is watched (QP11).
    from articles.push import encryption, vapid  # noqa: PLC0415 # as said above

    if not services.is_known(device.endpoint):
        raise Undeliverable("This is no push service that we know.")
    headers = {
        "Authorization": vapid.authorization(
            device.endpoint, private=settings.PUSH_PRIVATE_KEY, contact=_contact(), now=now
        ),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(int(left.total_seconds())),
        "Urgency": "high" if notice.is_urgent or _is_breaking(notice.article) else "normal",
        "Topic": f"news-{notice.pk}",
    }
    try:
        sealed = encryption.encrypt(_message(notice).written(), device.p256dh, device.auth)
    except encryption.UnusableKeys:
        raise Undeliverable("The device's keys are none.") from None
    with asking(SERVICE), Session(hosts=frozenset({services.host_of(device.endpoint)})) as session:
        return session.post(device.endpoint, data=sealed, headers=headers)


def _is_breaking(article: Article) -> bool:
    """Say whether it is its edition's breaking news, which devices are to show at once (A64; RFC 8030, 5.3)."""
    edition = paper().edition(article.edition_id)
    return bool(edition and edition.breaking and edition.breaking.article == article.pk)


def _heed(response: Response, device: PushSubscription, now: datetime) -> None:
    """Do what the push service says: forget the device, come back later, or give up."""
    status = response.status_code
    if status in GONE:
        device.delete()
        raise Undeliverable(f"The push service knows the device no longer ({status}).")
    heed(response, SERVICE, now, longest=LONGEST_WAIT)


def _count(device: PushSubscription, *, is_urgent: bool, now: datetime) -> None:
    """Note that the device is in use, and what it had today."""
    own, today = PushSubscription.objects.filter(pk=device.pk), quiet.day(now, device.time_zone)
    if is_urgent:
        own.update(used_at=now)
    elif not own.filter(sent_on=today).update(used_at=now, sent_count=F("sent_count") + 1):
        own.update(used_at=now, sent_on=today, sent_count=1)


def _contact() -> str:
    """Say whom the push service may write to (RFC 8292, 2.1)."""
    return f"mailto:{settings.PRIVACY_CONTACT}"


def _message(notice: PushNotice) -> Message:
    article = notice.article
    return Message(
        title=notice.title,
        text=notice.text,
        address=settings.SITE_URL + article.get_absolute_url(),
        language=article.edition_id,
        direction=article.edition.direction,
        tag=f"news-{notice.pk}",
    )
