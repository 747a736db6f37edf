"""What a person leaves in the tables of accounts, of news by mail and of what is followed."""

from datetime import timedelta
from uuid import UUID

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken

from accounts import outbox
from accounts.enums import AcknowledgementKind, Document, Surface
from accounts.models import (
    Acknowledgement,
    ConsentEvent,
    DossierAccess,
    PolicyVersion,
    Purpose,
    Session,
    SettingChange,
)
from accounts.privacy import archive
from articles.models import (
    PushSubscription,
    Subscription,
    SubscriptionEvent,
)
from moderation.models import (
    Follow,
    FollowEvent,
)
from tests.accounts import making as accounts
from tests.journeys.worked import MARK
from tests.moderation import making
from tests.moderation.making import NOW

ADDRESS = f"{MARK}900@example.org"
NAME = f"{MARK}901"


class Joined:
    """The part of `tests.journeys.leaver.Leaver` that joined, chose and subscribed."""

    def _account(self) -> None:
        person = self.person
        Session.objects.create(
            session_key="s", session_data="d", expire_date=NOW + timedelta(days=9), created_at=NOW, user=person
        )
        person.api_tokens.create(
            name="n", key="k", digest="d", proof="p", scopes=["read"], made_at=NOW, ends_at=NOW + timedelta(days=9)
        )
        address = EmailAddress.objects.create(user=person, email=ADDRESS, verified=True, primary=True)
        EmailConfirmation.objects.create(email_address=address, key="k", sent=NOW)
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "a"})
        account = SocialAccount.objects.create(user=person, provider="club", uid="u", extra_data={"a": "b"})
        SocialToken.objects.create(account=account, token="t", token_secret="s")
        outbox.enqueue(channel="mail", key="one", payload={"text": NAME}, person=person, now=NOW)
        person.closures.create(requested_at=NOW, erase_at=NOW, cancelled_at=NOW)
        asked = {"kind": "access", "channel": "post", "text": "t", "received_at": NOW, "outcome": "granted"}
        asked |= {"due_at": NOW + timedelta(days=31), "extension_reason": "e", "answer": "a", "answered_at": NOW}
        person.rights_requests.create(name=NAME, address=ADDRESS, answered_by=self.moderator, **asked)
        self.moderator.rights_requests.create(answered_by=person, **asked)
        ended = {"ground": "claims", "reason": "r", "begun_at": NOW, "told_at": NOW, "end_reason": "e", "end": "lifted"}
        ended |= {"ended_at": NOW + timedelta(days=3)}
        person.restrictions.create(begun_by=self.moderator, told_by=self.moderator, **ended)
        self.moderator.restrictions.create(begun_by=person, told_by=person, **ended)
        export = person.exports.create(requested_at=NOW, ready_at=NOW, file=f"{MARK}.zip")
        (archive.folder() / export.file).write_text(NAME)
        DossierAccess.objects.create(
            staff=self.moderator, person=person, what=f"{MARK}910", purpose=f"{MARK}911", opened_at=NOW
        )
        SettingChange.objects.create(
            what="retention", subject="sessions", after={"keep_days": 1}, made_by=person, made_at=NOW
        )
        self.planted |= {"accounts.DossierAccess.what", "accounts.DossierAccess.purpose"}

    def _consents(self) -> None:
        policy = PolicyVersion.objects.create(document=Document.PRIVACY, number=1)
        Acknowledgement.objects.create(
            person=self.person, version=policy, kind=AcknowledgementKind.ACKNOWLEDGED, language="en",
            text_sha256="0" * 64, surface=Surface.SIGNUP, made_at=NOW,
        )  # fmt: skip
        ConsentEvent.objects.create(
            person=self.person, purpose=Purpose.objects.create(code="push"), is_given=True, privacy_version=policy,
            wording=accounts.wording(), language="en", surface=Surface.SETTINGS, made_at=NOW,
        )  # fmt: skip
        device = PushSubscription.objects.create(
            endpoint=f"https://fcm.googleapis.com/{MARK}931", edition=self.article.edition, person=self.person,
            receipt=UUID(int=2), made_at=NOW, used_at=NOW,
        )  # fmt: skip
        device.sections.add(self.article.section)
        self.planted.add("articles.PushSubscription.endpoint")

        self._digests(policy)

    def _digests(self, policy: PolicyVersion) -> None:
        """One with the account, one from before there was any."""
        asked = {"cadence": "daily", "asked_at": NOW, "confirmed_at": NOW, "returned": 1, "returned_at": NOW}
        for whose in (
            {"edition_id": "en", "person": self.person},
            {"edition": making.edition("de"), "address": ADDRESS},
        ):
            made = Subscription.objects.create(**asked, **whose)
            made.sections.add(self.article.section)
            SubscriptionEvent.objects.create(
                receipt=made.receipt, act="given", edition=made.edition_id, cadence="daily", sections="news",
                privacy_version=policy, wording=accounts.wording(), made_at=NOW,
            )  # fmt: skip
        self.planted.add("articles.Subscription.address")
        self._follows(policy)

    def _follows(self, policy: PolicyVersion) -> None:
        """A discussion with the account, and one of its threads from before there was any."""
        root = making.comment(self.article, body="Where it begins")
        asked = {"pace": "daily", "returned": 1} | dict.fromkeys(
            ("asked_at", "confirmed_at", "told_until", "returned_at"), NOW
        )
        for whose in ({"person": self.person}, {"root": root, "address": ADDRESS}):
            made = Follow.objects.create(article=self.article, **asked, **whose)
            FollowEvent.objects.create(
                receipt=made.receipt, act="given", article=self.article.pk, root=made.root_id, pace="daily",
                privacy_version=policy, wording=accounts.wording(), made_at=NOW,
            )  # fmt: skip
        self.planted.add("moderation.Follow.address")
