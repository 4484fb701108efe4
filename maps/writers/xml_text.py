"""Text as XML can hold it."""

import re

_NOT_XML = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def xml_text(text: str) -> str:
    r"""Return a text without the characters XML 1.0 has no way to write.

    Examples
    --------
    >>> xml_text("A\x00B")
    'AB'
    """
    return _NOT_XML.sub("", text)
