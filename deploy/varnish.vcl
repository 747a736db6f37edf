# Varnish in front of the site, where it is told what changed: PURGE_WITH=varnish, PURGE_AT=http://ADDRESS:PORT
# (docs/how-to/tell-a-cache.md). TLS ends before it; it needs the module xkey of the package varnish-modules.
vcl 4.1;

import std;
import xkey;

backend gazette {
    .host = "127.0.0.1";
    .port = "8000";
}

# Who may tell it: the machines that the workers run on.
acl workers {
    "127.0.0.1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ workers) {
            return (synth(403));
        }
        set req.http.gone = xkey.purge(req.http.xkey);
        return (synth(200, "Forgot " + req.http.gone));
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # a member's page is theirs alone, and no visitor's has a cookie
    if (req.http.Cookie) {
        return (pass);
    }
    # who asks for no Markdown gets the page: one copy of it, not one for each browser's Accept
    if (req.http.Accept !~ "(?i)text/(markdown|\*)") {
        unset req.http.Accept;
    }
    return (hash);
}

sub vcl_backend_response {
    # As long as the site says, and nothing past it: grace is its stale-while-revalidate, and 0 where it names none.
    set beresp.grace = std.duration(regsub(beresp.http.Cache-Control, "^.*stale-while-revalidate=(\d+).*$", "\1s"), 0s);
    set beresp.keep = 0s;
}

sub vcl_deliver {
    # of interest to nobody but this cache
    unset resp.http.xkey;
}
