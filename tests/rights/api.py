"""What programs may by tokens for all scopes: visitor (none), member, blocked member, editor, moderator, administrator.

The method stands before the address; what is sent, in `SENT`.
"""

API = {
    "GET api:problems": "200 200 401 200 200 200",
    "GET api:openapi": "200 200 401 200 200 200",
    "GET api:me": "401 200 401 200 200 200",
    "GET api:own_comments": "401 200 401 200 200 200",
    "GET api:thread": "200 200 401 200 200 200",
    "POST api:thread": "401 201 401 201 201 201",
    "GET api:comment": "200 200 401 200 200 200",
    "PATCH api:comment": "401 404 401 404 404 404",
    "DELETE api:comment": "401 404 401 404 404 404",
    # what is own there is older than the time to edit
    "PATCH own api:comment": "401 403 401 403 403 403",
    "DELETE own api:comment": "401 200 401 200 200 200",
    "POST api:replies": "401 201 401 201 201 201",
    # the desk, as the admin opens it
    "GET api:queue": "401 403 401 403 200 200",
    "PUT api:lease": "401 403 401 403 200 200",
    "DELETE api:lease": "401 403 401 403 204 204",
    "GET api:card": "401 403 401 403 200 200",
    "POST api:decide": "401 403 401 403 201 201",
    "GET api:statements": "401 403 401 403 422 422",
    # copies of one's data; there is none of this number
    "POST api:own_download": "401 404 401 404 404 404",
    "GET api:own_exports": "401 200 401 200 200 200",
    "POST api:own_exports": "401 202 401 202 202 202",
}
#: What is sent along.
SENT = {
    "POST api:thread": {"text": "The new bridge will shorten my way to work by twenty minutes."},
    "POST api:replies": {"text": "Who has paid for the new ferry, and when will it carry bicycles again?"},
    "POST api:decide": {"act": "publish", "version": 1, "status": "published"},
    "PATCH api:comment": {"text": "The ferry will be late again.", "version": 1},
    "PATCH own api:comment": {"text": "The ferry will be late again.", "version": 1},
}
