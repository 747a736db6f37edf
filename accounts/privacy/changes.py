"""What changed between two snapshots of what the site declares, in sentences for whoever they concern (V70)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import diff
from accounts.enums import LegalBasis
from accounts.privacy.record import article
from accounts.privacy.snapshot import WITH_ACCOUNT, WITH_RECORD, Said, Snapshot, said_in


@dataclass(frozen=True)
class Reader:
    """Whom changes are told to. Work of the staff concerns the staff alone.

    What is held for an optional purpose concerns who ever agreed to it (`ever`; None: tell everything); what they
    agree to now is named as theirs (`agreed`).
    """

    is_staff: bool = True
    agreed: frozenset[str] = frozenset()
    ever: frozenset[str] | None = None

    def is_concerned(self, about: dict[str, Any]) -> bool:  # a purpose or a cookie of a snapshot
        return self.is_staff or not about["is_of_staff"]

    def has_data(self, code: str, about: dict[str, Any]) -> bool:  # a purpose of a snapshot
        """Say whether something may be held about them for this purpose."""
        return self.is_concerned(about) and (not about["is_optional"] or self.ever is None or code in self.ever)


EVERYBODY = Reader()


@dataclass(frozen=True)
class Reworded:
    """What is told in other words: a sentence, and word by word."""

    name: str
    before: str
    after: str

    def __str__(self) -> str:
        said = {"name": self.name, "before": self.before or "–", "after": self.after or "–"}
        return _("%(name)s: “%(after)s” instead of “%(before)s”.") % said

    @property
    def runs(self) -> list[diff.Run]:
        return diff.runs(self.before, self.after)


Line = str | Reworded


@dataclass(frozen=True)
class Group:
    """Changes of one kind."""

    heading: str
    lines: tuple[Line, ...]


def between(old: Snapshot, new: Snapshot, language: str, reader: Reader = EVERYBODY) -> list[Group]:
    """List what the newer snapshot changes, in the active language, with the declared words in `language`.

    Words are compared in English where one of the two was taken before the site had the language.
    """
    both = language if language in old["languages"] and language in new["languages"] else "en"
    return _Comparison(old, new, both, reader).groups()


@dataclass(frozen=True)
class _Comparison:
    old: Snapshot
    new: Snapshot
    language: str
    reader: Reader

    def groups(self) -> list[Group]:
        told = [
            (_("What data is used for"), self._purposes()),
            (_("What is held"), self._data()),
            (_("How long it is kept"), self._periods()),
            (_("Who else gets data"), self._recipients()),
            (_("What browsers keep"), self._stored()),
            (_("Who is responsible"), self._controller()),
        ]
        found = [Group(heading, tuple(lines)) for heading, lines in told]
        return [group for group in found if group.lines]

    def _purposes(self) -> Iterator[Line]:
        old, new = self.old["purposes"], self.new["purposes"]
        for code, about in new.items():
            if not self.reader.is_concerned(about):
                continue
            if code not in old:
                yield self._new_purpose(about)
                continue
            yield from self._purpose(self._named(code, about), old[code], about)
        for code, about in old.items():
            if code not in new and self.reader.is_concerned(about):
                yield _("No longer: %(what)s.") % {"what": self._named(code, about)}

    def _named(self, code: str, about: dict[str, Any]) -> str:
        name = self._say(about["name"])
        return _("%(name)s (you have agreed to this)") % {"name": name} if code in self.reader.agreed else name

    def _new_purpose(self, about: dict[str, Any]) -> str:
        why = self._say(about["offer"] or about["purpose"])
        said = {"name": self._say(about["name"]), "why": why, "basis": _basis(about)}
        line = _("New: %(name)s. %(why)s (%(basis)s)") % said
        return " ".join([line, _("It is off until you switch it on.")]) if about["is_optional"] else line

    def _purpose(self, name: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Line]:
        for part in ("name", "purpose", "offer", "people"):
            before, after = self._say(old[part]), self._say(new[part])
            if before and after and before != after:
                yield Reworded(name, before, after)
        yield from self._instead(name, _basis(old), _basis(new))
        if new["is_optional"] and not old["is_optional"]:
            yield _("%(name)s is a choice now: off until you switch it on.") % {"name": name}
        if old["is_optional"] and not new["is_optional"]:
            yield _("%(name)s is no longer offered as a choice.") % {"name": name}

    def _data(self) -> Iterator[str]:
        for old, new in self._purposes_with_data():
            yield from self._held(self._say(new["name"]), _names(old["data"]), _names(new["data"]))
        for before, after in self._tables():
            yield from self._held(self._say(after["name"]), before["columns"], after["columns"])

    def _held(self, name: str, old: dict[str, Said], new: dict[str, Said]) -> Iterator[str]:
        if added := [self._say(new[key]) for key in new if key not in old]:
            yield _("%(name)s – newly held: %(what)s.") % {"name": name, "what": ", ".join(added)}
        if gone := [self._say(old[key]) for key in old if key not in new]:
            yield _("%(name)s – no longer held: %(what)s.") % {"name": name, "what": ", ".join(gone)}

    def _periods(self) -> Iterator[Line]:
        old, new = self.old["periods"], self.new["periods"]
        hidden = self._periods_of_others()
        for code, period in new.items():
            if code not in hidden:
                yield from self._period(old.get(code), period)
        for code in sorted(old.keys() - new.keys() - hidden):
            yield _("No longer: %(what)s.") % {"what": self._say(old[code]["what"])}
        for before, after in self._tables():
            if before["kept"] != after["kept"]:
                was, now = self._kept(self.old, before["kept"]), self._kept(self.new, after["kept"])
                yield from self._instead(self._say(after["name"]), was, now)

    def _period(self, old: dict[str, Any] | None, new: dict[str, Any]) -> Iterator[Line]:
        said = {"what": self._say(new["what"]), "after": days(new["days"])}
        if old is None:
            yield _("New: %(what)s: %(after)s.") % said
            return
        if self._say(old["what"]) != said["what"]:
            yield Reworded(days(new["days"]), self._say(old["what"]), said["what"])
        said["before"] = days(old["days"])
        if new["days"] > old["days"]:
            yield _("Longer: %(what)s: %(after)s instead of %(before)s.") % said
        if new["days"] < old["days"]:
            yield _("Shorter: %(what)s: %(after)s instead of %(before)s.") % said

    def _periods_of_others(self) -> set[str]:
        """Name the periods of what is held about others alone; one that covers no table is everybody's."""
        every, own = set(), set()
        for snapshot in (self.old, self.new):
            for code, about in snapshot["purposes"].items():
                kept = {rule for table in about["data"].values() for rule in table["kept"]}
                every |= kept
                own |= kept if self.reader.has_data(code, about) else set()
        return every - own

    def _recipients(self) -> Iterator[str]:
        for old, new in self._purposes_with_data():
            nobody = _("nobody else")
            before, after = self._say(old["recipients"]) or nobody, self._say(new["recipients"]) or nobody
            yield from self._instead(self._say(new["name"]), before, after)
        yield from self._come_and_gone("recipients", _("%(name)s: %(what)s (%(when)s)"), ("name", "what", "when"))

    def _stored(self) -> Iterator[str]:
        yield from self._come_and_gone(
            "stored", _("%(what)s (%(where)s, until: %(until)s)"), ("what", "where", "until")
        )

    def _come_and_gone(self, part: str, sentence: str, names: tuple[str, ...]) -> Iterator[str]:
        old, new = (
            [sentence % {name: self._say(one[name]) for name in names} for one in snapshot[part] if self._sees(one)]
            for snapshot in (self.old, self.new)
        )
        yield from (_("New: %(what)s.") % {"what": one} for one in new if one not in old)
        yield from (_("No longer: %(what)s.") % {"what": one} for one in old if one not in new)

    def _sees(self, one: dict[str, Any]) -> bool:
        return "is_of_staff" not in one or self.reader.is_concerned(one)

    def _controller(self) -> Iterator[str]:
        old, new = self.old["controller"], self.new["controller"]
        yield from self._instead(_("Publisher"), old["name"], new["name"])
        yield from self._instead(_("Privacy contact"), old["contact"], new["contact"])
        yield from self._instead(_("Supervisory authority"), self._say(old["authority"]), self._say(new["authority"]))

    def _purposes_with_data(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Pair what both declare and what may hold something about the reader."""
        old = self.old["purposes"]
        for code, about in self.new["purposes"].items():
            if code in old and self.reader.has_data(code, about):
                yield old[code], about

    def _tables(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Pair the tables that both declare for such a purpose."""
        for old, new in self._purposes_with_data():
            yield from ((old["data"][model], table) for model, table in new["data"].items() if model in old["data"])

    def _instead(self, name: str, before: str, after: str) -> Iterator[str]:
        if before != after:
            yield str(Reworded(name, before, after))

    def _kept(self, snapshot: Snapshot, rules: list[str]) -> str:
        return ", ".join(kept(snapshot, rule, self.language) for rule in rules)

    def _say(self, said: Said | None) -> str:
        return said_in(said, self.language) if said else ""


def kept(snapshot: Snapshot, rule: str, language: str) -> str:
    """Say how long something is kept that a snapshot tells by the code of a period."""
    if rule == WITH_ACCOUNT:
        return _("as long as the account")
    if rule == WITH_RECORD:
        return _("as long as the record it is part of")
    period = snapshot["periods"][rule]
    return f"{said_in(period['what'], language)}: {days(period['days'])}"


def days(number: int) -> str:
    """Say a number of days."""
    return ngettext("{days} day", "{days} days", number).format(days=number)


def _basis(about: dict[str, Any]) -> str:
    basis = LegalBasis(about["basis"])
    return f"\u2068{article(basis)}\u2069, {basis.label}"  # isolated: it is read from left to right everywhere


def _names(data: dict[str, Any]) -> dict[str, Said]:
    return {model: table["name"] for model, table in data.items()}
