"""Why a site may not start with what its environment says."""

import re
from typing import Any

from config.env import EMBEDS, SWITCHES, VARIABLES

#: What a step of LADDER may say.
STEP = re.compile(r"warn|suspend:([1-9]|[1-8][0-9]|90)|block")
#: What MEDIA_STORE may say; a slash in a secret is written %2F.
MEDIA_STORE = re.compile(r"https?://[^/:@?#\s]+:[^/:@?#\s]+@[^/@?#\s]+/[a-z0-9.-]{3,63}(\?region=[\w-]+)?")
DSA_PROFILES = ("ancillary", "platform_small", "platform")
BLOCK_MODES = ("immediate", "hearing")
#: For how many days somebody may answer who is heard before a block.
HEARING_DAYS = range(3, 31)
#: How long the admin may stay open without use, in minutes, and in any case, in hours.
DESK_IDLE_MINUTES, DESK_LONGEST_HOURS = range(5, 24 * 60 + 1), range(1, 30 * 24 + 1)
#: An address that is told something: nothing of it is secret, so it holds no password.
PLACE = r"https?://[^/@\s<>\"]+(/[^\s<>\"]*)?"
CACHES = ("varnish", "cloudflare", "fastly")


def refusals(values: dict[str, Any]) -> list[str]:
    """Say, one sentence each, why a site may not start with these values; most are asked of production alone."""
    said = [f"{name} is neither `true` nor `false`." for name in SWITCHES if not isinstance(values[name], bool)]
    said += _of_purges(values)
    said += _of_announcements(values)
    if (store := values["MEDIA_STORE"]) and not MEDIA_STORE.fullmatch(store):
        said.append("MEDIA_STORE is no address of a bucket, as in https://KEY:SECRET@host/bucket?region=eu-central-1.")
    said += _of_push(values["PUSH_PUBLIC_KEY"], values["PUSH_PRIVATE_KEY"])
    said += _of_lists(values["LADDER"], values["TRACE_KEYS"], values["EMBEDS"])
    said += _of_blocks(values["BLOCK_MODE"], values["HEARING_DAYS"])
    said += [
        f"{name} lies between {allowed[0]} and {allowed[-1]}."
        for name, allowed in (("DESK_IDLE_MINUTES", DESK_IDLE_MINUTES), ("DESK_LONGEST_HOURS", DESK_LONGEST_HOURS))
        if values[name] not in allowed
    ]
    if values["DEPLOYMENT"] == "development":
        return said
    if values["DEPLOYMENT"] != "production":
        return ["DEPLOYMENT is neither `production` nor `development`."]
    said += [
        f"{variable.name} is not set. {variable.meaning}"
        for variable in VARIABLES
        if variable.needed_in_production and values[variable.name] == variable.default
    ]
    if values["DEBUG"] is True:
        said.append("DEBUG is on. Switch it off: debug pages show settings and data to anybody.")
    if any("*" in host or host.startswith(".") for host in values["ALLOWED_HOSTS"]):
        said.append("ALLOWED_HOSTS has a wildcard. Name each host.")
    if len(values["SECRET_KEY"]) < 50:
        said.append("SECRET_KEY is shorter than 50 characters.")
    if values["DSA_PROFILE"] not in DSA_PROFILES:
        said.append(f"DSA_PROFILE is none of {', '.join(DSA_PROFILES)}.")
    contacts = {name: values[name] for name in ("MODERATORS_CONTACT", "PRIVACY_CONTACT")}
    said += [f"{name} is no e-mail address." for name, value in contacts.items() if value and "@" not in value]
    return said


def _of_lists(ladder: list[str], trace_keys: list[str], embeds: list[str]) -> list[str]:
    """Say what is wrong with what these list."""
    said = []
    if not ladder or not all(STEP.fullmatch(step) for step in ladder):
        said.append("LADDER lists `warn`, `suspend:` with 1 to 90 days, and `block`, as in warn,suspend:7,block.")
    if not all(re.fullmatch(r"\d+:.+", key) for key in trace_keys):
        said.append("TRACE_KEYS has a key that is not `number:secret`.")
    if unknown := set(embeds).difference(EMBEDS):
        said.append(f"EMBEDS names {', '.join(sorted(unknown))}, but these are known: {', '.join(EMBEDS)}.")
    return said


def _of_blocks(mode: str, days: int) -> list[str]:
    """Say what is wrong with how accounts are blocked."""
    said = []
    if mode not in BLOCK_MODES:
        said.append(f"BLOCK_MODE is none of {', '.join(BLOCK_MODES)}.")
    if days not in HEARING_DAYS:
        said.append(f"HEARING_DAYS lies between {HEARING_DAYS[0]} and {HEARING_DAYS[-1]}.")
    return said


def _of_push(public: str, private: str) -> list[str]:
    """Say what is wrong with the pair of keys; none is nothing wrong."""
    are_keys = re.fullmatch(r"[\w-]{87}", public) and re.fullmatch(r"[\w-]{43}", private)
    if are_keys or not (public or private):
        return []
    return ["PUSH_PUBLIC_KEY and PUSH_PRIVATE_KEY are no pair. `manage.py make_push_keys` makes one."]


def _of_announcements(values: dict[str, Any]) -> list[str]:
    """Say what is wrong with whom changes are told; nobody is nothing wrong."""
    places = {name: values[name] for name in ("WEBSUB_HUB", "INDEXNOW_AT")}
    said = [f"{name} is no address." for name, at in places.items() if at and not re.fullmatch(PLACE, at)]
    if (key := values["INDEXNOW_KEY"]) and not re.fullmatch(r"[a-zA-Z0-9-]{8,128}", key):
        said.append("INDEXNOW_KEY is not 8 to 128 letters, digits and hyphens.")
    if key and not values["INDEXNOW_AT"]:
        said.append("INDEXNOW_AT is empty. Leave it as it is shipped, or name a search engine’s own address.")
    return said


def _of_purges(values: dict[str, Any]) -> list[str]:
    """Say what the cache that is chosen lacks; none is nothing wrong."""
    chosen, places = values["PURGE_WITH"], values["PURGE_AT"]
    if chosen not in ("", *CACHES):
        return [f"PURGE_WITH is none of {', '.join(CACHES)}."]
    said = [f"PURGE_AT has no address: {place}." for place in places if not re.fullmatch(r"https?://[^/@\s]+", place)]
    if chosen == "varnish" and not places:
        said.append("PURGE_AT is not set. Varnish is told at the address of each of its servers.")
    if chosen in ("cloudflare", "fastly"):
        if not re.fullmatch(r"[0-9A-Za-z]+", values["PURGE_SITE"]):
            said.append("PURGE_SITE is no ID of a zone or a service.")
        if not re.fullmatch(r"[!-~]+", values["PURGE_TOKEN"]):
            said.append("PURGE_TOKEN is not set, or no token.")
    return said
