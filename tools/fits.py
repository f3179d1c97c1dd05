"""Fit every round of the catalogue anew; write what comes with the package.

    python tools/fits.py [ROUND …]

It takes a minute or two, and has to be done after a change of a round's facts or of
the flight; a test flies some members again and notices when it was not.
"""

import sys

from kalkan.catalogue import Round, load
from kalkan.catalogue.fits import FOLDER
from kalkan.fit import fit_round, write


def main(names: list[str]) -> None:
    """Fit the rounds of these names, or all."""
    catalogue = load()
    rounds = [one for one in catalogue.systems.values() if isinstance(one, Round)]
    for kind in rounds:
        if names and kind.name not in names:
            continue
        write(fit_round(catalogue, kind), FOLDER)
        print(kind.name)


if __name__ == "__main__":
    main(sys.argv[1:])
