"""Enumerations as words of the output."""

from enum import IntEnum


def words_of(kind: type[IntEnum]) -> list[str]:
    """Return the word of each number of an enumeration, from 0.

    Examples
    --------
    >>> from kalkan.engine.kinds import Side
    >>> words_of(Side)
    ['nobody', 'hostile', 'friend', 'neutral']
    """
    names = {member.value: member.name.lower() for member in kind}
    return [names.get(number, str(number)) for number in range(max(names) + 1)]


def words_of_bits(kind: type[IntEnum]) -> list[str]:
    """Return the words of each sum of the powers of two of an enumeration.

    Examples
    --------
    >>> from kalkan.engine.kinds import SensorReason
    >>> words_of_bits(SensorReason)[5]
    'out_of_range + masked'
    """
    names = {member.value: member.name.lower() for member in kind}
    words = [names[0]]
    for bit in range(max(names).bit_length()):
        name = names.get(1 << bit, str(1 << bit))
        words += [name, *(f"{word} + {name}" for word in words[1:])]
    return words


def words_by_bit(kind: type[IntEnum]) -> list[str]:
    """Return the words of an enumeration of powers of two: of 0, of 1, 2, 4 and so on.

    Examples
    --------
    >>> from kalkan.engine.kinds import SensorReason
    >>> words_by_bit(SensorReason)[:4]
    ['nothing', 'out_of_range', 'out_of_sector', 'masked']
    """
    names = {member.value: member.name.lower() for member in kind}
    bits = [1 << place for place in range(max(names).bit_length())]
    return [names[0], *(names.get(bit, str(bit)) for bit in bits)]
