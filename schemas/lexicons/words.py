"""How the lexicons are written down.

A word in Latin letters is found as a whole word, any other wherever it stands, both in any case.
`bomb/grenade + make/build`: a clause that holds one of each, in any order.
"""


def words(*lines: str) -> tuple[str, ...]:
    """The words of some lines, between bars."""
    return tuple(word for line in lines for word in line.split("|"))
