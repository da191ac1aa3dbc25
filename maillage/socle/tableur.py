"""What leaves for a spreadsheet cannot be taken there for a formula (R-15). The one rule of every export."""

import re

# What a spreadsheet may read as the beginning of a formula, full-width forms included, blanks before it or not.
_FORMULE = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE62\uFE63\uFE66\uFE6B])")
# What neither XML nor a spreadsheet can hold.
_INTERDITS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Without what no file can hold."""
    return _INTERDITS.sub("", text)


def neutralise(text: str) -> str:
    """What leaves for a spreadsheet: without what no file can hold, and never a formula."""
    return escape(clean(text))


def escape(text: str) -> str:
    """A leading apostrophe before anything that looks like a formula; what already has one gets one more.

    `restore` gives back exactly what was written: an export that comes back alters nothing.
    """
    return "'" + text if _FORMULE.match(text) else text


def restore(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULE.match(text[1:]) else text
