# Varnish in front of the CMS: https://varnish-cache.org, with the module xkey of the package varnish-modules.
# It keeps the API, the feeds and the images, and forgets what the CMS purges by tag (docs/deliveries.md).
vcl 4.1;

import std;
import xkey;

backend default {
    .host = "127.0.0.1";
    .port = "8000";
}

# Who may purge: the machines on which the worker of the CMS runs.
acl purgers {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ purgers) {
            return (synth(403, "Forbidden"));
        }
        if (!req.http.xkey-purge) {
            return (synth(400, "No tags"));
        }
        set req.http.n-gone = xkey.purge(req.http.xkey-purge);
        return (synth(200, "Purged " + req.http.n-gone));
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    # Everything else asks who reads it: the editor, previews, documents for some.
    if (req.url ~ "^/(api|feeds|images|documents)/" || req.url ~ "^/(sitemap.xml|robots.txt)$") {
        if (req.http.Preview-Token) {
            return (pass);
        }
        unset req.http.Cookie;
        return (hash);
    }
    return (pass);
}

sub vcl_backend_response {
    # The CMS names what a response was made of, and says with s-maxage for how long it may be kept.
    set beresp.http.xkey = beresp.http.Surrogate-Key;
    if (beresp.http.Cache-Control ~ "(private|no-store|no-cache)") {
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
    } else if (beresp.http.Cache-Control !~ "s-maxage" && beresp.http.Cache-Control ~ "max-age=0") {
        # Kept, but asked for again each time.
        set beresp.ttl = 0s;
        set beresp.keep = 1h;
    }
    if (beresp.http.Cache-Control ~ "stale-while-revalidate=[0-9]+") {
        set beresp.grace = std.duration(regsub(beresp.http.Cache-Control, ".*stale-while-revalidate=([0-9]+).*", "\1s"), 0s);
    } else {
        set beresp.grace = 0s;
    }
}

sub vcl_deliver {
    unset resp.http.xkey;
    if (obj.hits > 0) {
        set resp.http.X-Cache = "hit";
    } else {
        set resp.http.X-Cache = "miss";
    }
}
