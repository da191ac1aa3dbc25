"""`python -m maillage`: the command, from a checkout that is not installed."""

import sys

from maillage.cli import main

if __name__ == "__main__":
    sys.exit(main())
