"""The session engine: database rows that know their person (SESSION_ENGINE)."""

import json
from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import InternalError, OperationalError
from django.db.models import CharField, DateTimeField, Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models.policy import PolicyVersion
from accounts.models.session import Session
from accounts.models.user import User
from accounts.prepared import Given, Prepared

STARTED = "started_at"


def _by_key() -> QuerySet[Session]:
    now = Given("now", DateTimeField())
    owed = PolicyVersion.objects.owed_by(OuterRef(OuterRef("user")), now)
    rows = Session.objects.select_related("user").annotate(is_at_gate=Exists(owed))
    return rows.filter(session_key=Given("key", CharField()), expire_date__gt=now)


_BY_KEY = Prepared(_by_key)


class SessionStore(DatabaseStore):
    """Django's database sessions, with the person as a column, loaded along with the session."""

    #: The person of the session as it was loaded; None for a new or anonymous session.
    person: User | None = None
    #: Whether that person has to be shown a new version before going on (the gate).
    is_at_gate = False

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Write what the session holds, unsigned: whoever can write our rows gains nothing by this one.

        Who is signed in is proved by the hash of the password that `_person` asks for, keyed with the site's secret.
        """
        return json.dumps(session_dict, separators=(",", ":"))

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Read it again; what is no session of ours is an empty one."""
        try:
            read = json.loads(session_data)
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 # Django's signature
        """Store it; Django takes any failure to do so for a session that has ended, and a request for a bad one."""
        try:
            super().save(must_create)
        except UpdateError as ended:
            if isinstance(ended.__context__, OperationalError | InternalError):
                raise ended.__context__ from None
            raise

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        # Django writes every column at each save; the beginning is kept with the session's own data.
        started = data.setdefault(STARTED, timezone.now().isoformat())
        session = super().create_model_instance(data)
        assert isinstance(session, Session)  # noqa: S101 # get_model_class said so
        session.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        session.created_at = datetime.fromisoformat(started)
        return session

    def _get_session_from_db(self) -> Session | None:
        """Load the row, its person and whether they owe the gate an answer, all in one query; forget a dead key."""
        found = next(iter(_BY_KEY.objects(key=self.session_key, now=timezone.now())), None)
        if found is None:
            self._session_key = None
            return None
        self.person, self.is_at_gate = found.user, found.is_at_gate  # type: ignore[attr-defined] # annotated
        return found
