"""Names for the people of a story, from the seed: the same seed, the same names.

The given name is the one the story uses, so that reports read like the story.
"""

from hashlib import sha256

#: As they are in the countries of the company's sites; what is not ASCII must survive every system.
FAMILY_NAMES = (
    "Aasen", "Berg", "Brandt", "Cruz", "Dąbrowski", "Diaz", "Dubois", "Eriksen", "Fischer", "Fournier", "García",
    "Gruber", "Haugen", "Hernández", "Hoffmann", "Iversen", "Jensen", "Johansen", "Kamiński", "Keller", "Kowalska",
    "Krüger", "Lambert", "Larsen", "Lefèvre", "Lind", "López", "Łukasik", "Martin", "Mazur", "Moreau", "Müller",
    "Muñoz", "Nguyen", "Nilsen", "Novak", "Núñez", "O'Brien", "O'Neil", "Olsen", "Ortiz", "Patel", "Pereira",
    "Petit", "Przybylski", "Ramos", "Richter", "Rivera", "Robinson", "Rousseau", "Sánchez", "Schäfer", "Schmidt",
    "Silva", "Sørensen", "Stewart", "Strand", "Torres", "Vega", "Vogel", "Walker", "Weiß", "Wójcik", "Ødegård",
)  # fmt: skip


def given_name(alias: str) -> str:
    """The alias as a name.

    >>> given_name("ada"), given_name("mary-ann")
    ('Ada', 'Mary Ann')
    """
    return alias.replace("_", " ").replace("-", " ").title()


def family_name(seed: int, story: str, alias: str) -> str:
    """A family name out of the seed."""
    return FAMILY_NAMES[_number(seed, story, alias, "family") % len(FAMILY_NAMES)]


def email(seed: int, story: str, alias: str) -> str:
    """An address that nobody in the company has: story people live at a domain of their own."""
    return f"{alias}.{_number(seed, story, alias, 'email') % 1000:03}@hires.example.com"


def _number(seed: int, *parts: str) -> int:
    return int.from_bytes(sha256("/".join((str(seed), *parts)).encode()).digest()[:8])
