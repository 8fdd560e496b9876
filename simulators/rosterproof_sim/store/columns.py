"""How values of the words are kept in columns, so that they come back as they went in and sort as they should."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

import orjson
from sqlalchemy import Dialect, String
from sqlalchemy.types import TypeDecorator, UserDefinedType

from rosterproof_sim.domain.words.notices import RetiredSecret


class Instant(TypeDecorator[datetime]):
    """An aware instant, as text of one width in UTC: sorting the text sorts the instants."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write the instant with all six digits of its fraction."""
        del dialect
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read it back, aware."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


class Texts(TypeDecorator[tuple[str, ...]]):
    """A short list of texts, in its order."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """Write the list as JSON."""
        del dialect
        return None if value is None else orjson.dumps(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """Read it back as a tuple."""
        del dialect
        return None if value is None else tuple(orjson.loads(value))


class RetiredSecrets(TypeDecorator[tuple[RetiredSecret, ...]]):
    """The secrets that a subscription had before, each with the moment until which it still signs."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[RetiredSecret, ...] | None, dialect: Dialect) -> str | None:
        """Write them as JSON."""
        del dialect
        return None if value is None else orjson.dumps([[each.secret, each.until] for each in value]).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[RetiredSecret, ...] | None:
        """Read them back."""
        del dialect
        pairs = None if value is None else orjson.loads(value)
        return None if pairs is None else tuple(RetiredSecret(secret=secret, until=until) for secret, until in pairs)


class Values(TypeDecorator[dict[str, Any]]):
    """Named JSON values, with their types."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, Any] | None, dialect: Dialect) -> str | None:
        """Write them as JSON, in order of name."""
        del dialect
        return None if value is None else orjson.dumps(dict(value), option=orjson.OPT_SORT_KEYS).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, Any] | None:
        """Read them back."""
        del dialect
        return None if value is None else orjson.loads(value)


class Word(TypeDecorator[Any]):
    """One frozen word of days, texts and numbers, as JSON under its own field names."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[Any]) -> None:
        super().__init__()
        self.kind = kind
        self._days = _days_of(kind)

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write the word."""
        del dialect
        return None if value is None else orjson.dumps(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read it back as what it was."""
        del dialect
        return None if value is None else _read(self.kind, self._days, orjson.loads(value))


class Words(TypeDecorator[tuple[Any, ...]]):
    """Several words of one kind, in their order."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[Any]) -> None:
        super().__init__()
        self.kind = kind
        self._days = _days_of(kind)

    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: Dialect) -> str | None:
        """Write them as a list."""
        del dialect
        return None if value is None else orjson.dumps(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Any, ...] | None:
        """Read them back as a tuple."""
        del dialect
        return None if value is None else tuple(_read(self.kind, self._days, each) for each in orjson.loads(value))


class Score(UserDefinedType[float]):
    """A number that stays whole where it is whole: 87 does not come back as 87.0."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Return SQLite's affinity that keeps whole numbers whole."""
        return "NUMERIC"


def row_of(word: Any) -> dict[str, Any]:
    """Return a word's fields as values for the columns of the same names."""
    return {name: getattr(word, name) for name in word.__dataclass_fields__}


def _days_of(kind: type[Any]) -> frozenset[str]:
    """Return the fields of a word that are days, by their types."""
    return frozenset(each.name for each in fields(kind) if each.type in {date, date | None})


def _read(kind: type[Any], days: frozenset[str], values: dict[str, Any]) -> Any:
    """Make a word of its JSON."""
    return kind(**{name: date.fromisoformat(each) if each and name in days else each for name, each in values.items()})
