"""SVG is written without a prefix, whatever another library told ElementTree of its namespace.

The registry is one for the whole process, and the last who speaks wins: qrcode names it « svg » when it is first imported, on
the page of the second factor. Whatever was drawn from then on, icon or chart, would no longer be SVG to a browser.
"""

from xml.etree import ElementTree

SVG = "http://www.w3.org/2000/svg"


def register_svg() -> None:
    """Just before writing: said once at import, it would not last."""
    ElementTree.register_namespace("", SVG)
