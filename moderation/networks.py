"""Network addresses, as far as we keep them: shortened, then hashed with the site's key (C47)."""

from ipaddress import IPv6Address, ip_address

from django.utils.crypto import salted_hmac

#: The part of an address that is looked at: a household or an office, not a device.
PREFIX = {4: 24, 6: 48}


def block(address: str) -> str:
    """Name the network block of an address without telling which it is; the same for every address in it."""
    try:
        parsed = ip_address(address.strip())
    except ValueError:
        return ""
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    network = int(parsed) >> parsed.max_prefixlen - PREFIX[parsed.version]
    return salted_hmac("moderation.networks", f"{parsed.version}:{network:x}", algorithm="sha256").hexdigest()[:32]
