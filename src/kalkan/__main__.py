"""`python -m kalkan`."""

import sys

from kalkan.cli import main

if __name__ == "__main__":
    sys.exit(main())
