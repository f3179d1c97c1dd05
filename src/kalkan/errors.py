"""The error that a person caused and can mend."""


class UserError(Exception):
    """A mistake in what a person wrote or asked for.

    The message is one line: where, what is wrong, and what would be right.  The
    command line prints it without a traceback and exits with code 2.

    Examples
    --------
    >>> raise UserError("scenario.yaml, line 3: origin: write a latitude, as 40 deg")
    Traceback (most recent call last):
    kalkan.errors.UserError: scenario.yaml, line 3: origin: write a latitude, as 40 deg
    """
