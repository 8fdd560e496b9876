"""Between the words of the domain and this wire: pairs of pure functions. Comments state facts of the vendor."""

from typing import Any

from rosterproof_sim.domain.words.people import Employee


def id_to_wire(employee_id: str) -> str:
    """Write an employee id.

    >>> id_to_wire("E0000042")
    '42'
    """
    return str(int(employee_id[1:]))


def id_from_wire(text: str) -> str:
    """Read an employee id; what is none is nobody's.

    >>> id_from_wire("42")
    'E0000042'
    """
    return f"E{int(text):07d}" if text.isascii() and text.isdigit() and len(text) <= 7 else text


def spelling(identifier: str) -> str:
    """Write one of our ids as this wire does, so that a fault that is about somebody finds them.

    >>> spelling("E0000042"), spelling("C0000007")
    ('42', 'C0000007')
    """
    return id_to_wire(identifier) if identifier[:1] == "E" and identifier[1:].isdigit() else identifier


def employee_to_wire(employee: Employee) -> dict[str, Any]:
    """Write an employee."""
    return {
        "id": id_to_wire(employee.employee_id),
        "firstName": employee.given_name,
        "lastName": employee.family_name,
        "active": employee.status in ("active", "on_leave"),
    }
