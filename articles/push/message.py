"""What a device is told: a declarative message (A59), which our worker in the browser reads where browsers do not."""

import json
from dataclasses import dataclass

#: By this member browsers know the declarative format.
DECLARATIVE = 8030


@dataclass(frozen=True)
class Message:
    """A piece of news as a device shows it."""

    title: str
    text: str
    address: str
    language: str
    direction: str
    #: The same for every copy: a second one takes the first one's place.
    tag: str

    def written(self) -> bytes:
        """Write the message out."""
        notification = {
            "title": self.title,
            "body": self.text,
            "navigate": self.address,
            "lang": self.language,
            "dir": self.direction,
            "tag": self.tag,
        }
        return json.dumps({"web_push": DECLARATIVE, "notification": notification}, ensure_ascii=False).encode()
