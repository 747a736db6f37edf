"""What ships to stand in front of the site lets nothing outlive what the site says (A9)."""

import re

import pytest

from tests.deploy import nginx

pytestmark = pytest.mark.once


def test_nginx_keeps_nothing_longer_than_the_site_says():
    """It has directives for that, which know no planned change."""
    said = "\n".join(line.partition("#")[0] for line in nginx.SHIPPED.read_text().splitlines())
    assert (
        set(re.findall(r"\bproxy_\w+", said)) & {"proxy_cache_use_stale", "proxy_cache_valid", "proxy_ignore_headers"}
        == set()
    )
    assert "proxy_cache gazette;" in said


def test_the_rehearsals_run_the_configuration_that_ships(tmp_path):
    text = nginx.configuration(tmp_path, 8080, [8001, 8002])
    assert text.count("server 127.0.0.1:") == 2
    assert "ssl" not in text
