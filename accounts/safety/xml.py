"""The one module that makes parsers of XML from outside: none of them reads a document type, and so no entity."""

from collections.abc import Callable
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

#: What parsing raises: for what is no XML, for an encoding that nobody knows, and for one of several bytes a sign.
MALFORMED = (ExpatError, LookupError, ValueError)


def parser(refuse: Callable[[], None]) -> XMLParserType:
    """Make a parser that calls `refuse`, which raises, where a document type begins or an entity is declared.

    It puts a namespace and a blank before a name. Parsing raises MALFORMED, and whatever its handlers raise.
    """

    def declared(*_what: object) -> None:
        refuse()

    made = ParserCreate(namespace_separator=" ")
    made.buffer_text = True
    made.StartDoctypeDeclHandler = made.EntityDeclHandler = declared
    return made
