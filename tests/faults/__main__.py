"""Kill -9 the site at random moments while people use it, and count what was lost (QR1).

`python -m tests.faults --kills 1000`; DATABASE_URL and REDIS_URL name what it uses, an empty database; without them
SQLite in a folder of its own.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from threading import Thread

DELIVERED_WITHIN = 120
#: Who is killed while counting guesses leaves the counter locked for some seconds.
LOCKED_FOR = 30


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="gazette-faults-")
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEPLOYMENT": "development",
        "SECOND_FACTOR_FOR": "",
        "LOG_LEVEL": "ERROR",
        "VAR_DIR": folder,
    }
    import django  # the variables above are its settings

    django.setup()
    print(f"Files are in {folder}", flush=True)
    tally = run(options.kills, random.Random(options.seed))  # noqa: S311 # chooses what is killed
    for what, number in sorted(tally.items()):
        print(f"{number:6} {what}")
    return int(any(what.startswith("WRONG") for what in tally))


def run(kills: int, chance: random.Random) -> Counter[str]:
    """Kill so often, and return what was counted."""
    from django.core.management import call_command  # needs the settings

    from tests.faults import of_owners, of_readers, of_staff, site, truth  # as above
    from tests.mailbox import free_port, open_mailbox  # as above
    from tests.moderation import making  # as above

    call_command("set_up", verbosity=0)
    acts = (*of_readers.ACTS, *of_owners.ACTS, *of_staff.ACTS)
    tally: Counter[str] = Counter()
    with open_mailbox() as mailbox, site.running(free_port(), EMAIL_URL=mailbox.url) as running:
        for _ in range(kills):
            article = making.article()  # one takes so many comments in a minute
            chosen = [chance.choice(acts)(article) for _ in range(4)]
            sent = _killed_while_sent(running, chosen, chance, tally)
            running.restart()
            for act, browser, status in sent:
                _check(running, act, browser, status, tally)
        _wait_for_letters(tally)
        keys = Counter(letter["Message-ID"] for letter in mailbox.letters)
        tally["letters that came"] = len(keys)
        tally["letters that came twice"] = sum(number - 1 for number in keys.values())
    for said in truth.breaches():
        tally[f"WRONG: {said}"] += 1
    return tally


def _killed_while_sent(running, chosen, chance: random.Random, tally: Counter[str]) -> list:
    """Send these at once, and kill something within the time that they take."""
    sent: list = []

    def send(act, browser):
        sent.append((act, browser, running.send(browser, act.path, act.fields)))

    threads = [Thread(target=send, args=(act, act.browser())) for act in chosen]
    for thread in threads:
        thread.start()
    time.sleep(chance.uniform(0, 0.6))
    what = chance.choice(["web", "worker", "all"])
    running.kill(what)
    tally[f"kills: {what}"] += 1
    for thread in threads:
        thread.join()
    return sent


def _check(running, act, browser, status: int | None, tally: Counter[str]) -> None:
    """Count what came of an act, then send it again, as somebody does who saw no answer, and count again."""
    tally["requests"] += 1
    tally["answered" if status else "cut off"] += 1
    found = act.found()
    is_acknowledged = status is not None and 300 <= status < 400
    if status is not None and not is_acknowledged and status != 503:
        tally[f"WRONG: {act.name} answered {status}"] += 1
    allowed = [(act.once, act.once)] if is_acknowledged else [(0, 0), (act.once, act.once)]
    if found not in allowed:
        tally[f"WRONG: {act.name}, answered {status}: done {found[0]}, told {found[1]}"] += 1
    if is_acknowledged:
        return
    tally["done although cut off"] += bool(found[0])
    end = time.monotonic() + LOCKED_FOR
    while (again := running.send(browser, act.path, act.fields)) == 429 and time.monotonic() < end:
        time.sleep(1)
    if again is None or again >= 500 or act.found() != (act.once, act.once):
        tally[f"WRONG: {act.name}, sent again: answered {again}, done and told {act.found()}"] += 1


def _wait_for_letters(tally: Counter[str]) -> None:
    """Wait until nothing is due any more; leases of killed workers end within five minutes, or are ended here."""
    from accounts.models import OutboxItem  # needs the settings

    OutboxItem.objects.waiting().update(leased_until=None)
    end = time.monotonic() + DELIVERED_WITHIN
    while (left := OutboxItem.objects.waiting().count()) and time.monotonic() < end:
        time.sleep(0.5)
    if left:
        tally["WRONG: letters that never left"] = left


if __name__ == "__main__":
    sys.exit(main())
