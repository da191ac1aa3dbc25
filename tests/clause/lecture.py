"""How a test reads a page: a figure is looked for as a whole number, never inside the rank of a fictitious name."""

import re


def tells(told: str, figure: str) -> bool:
    """Whether the text shows that figure: « 77 » is neither in « 1 077 » nor in « PLIE d’essai 77 »."""
    return bool(re.search(rf"(?<![\w-])(?<!essai )(?<!\d[ \u202f\xa0]){re.escape(figure)}(?![\w-])", told))
