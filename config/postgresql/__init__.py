"""Django's PostgreSQL, with a cheaper look at whether the server is still there (ENGINE)."""

OPTIONS = {
    # What is asked a second time is planned once for each connection: planning takes longer than answering.
    "server_side_binding": True,
    "prepare_threshold": 1,
    # A machine that vanished is not waited for: seconds until it answers the call, milliseconds until it takes a word.
    "connect_timeout": 5,
    "tcp_user_timeout": 10_000,
}
