"""The ways in which a use case says no. Nothing has changed when one of these is raised.

They carry attributes, not only text, so that every wire can word them its own way. They are plain exceptions, not
frozen dataclasses: Python itself writes to an exception while it travels.
"""


class Refused(Exception):
    """What was asked is understood, and what is recorded does not allow it (409)."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class NotFound(Exception):
    """There is no such thing (404). `what` names it, as in "employee E0000099"."""

    def __init__(self, what: str) -> None:
        super().__init__(f"There is no {what}.")
        self.what = what
        self.detail = f"There is no {what}."


class Invalid(Exception):
    """A value cannot be used (422): `where` it stands and `what` is wrong with it."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what


class NotAdmitted(Exception):
    """A learner is not let in (401)."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Rejected(Exception):
    """What content says breaks the rules of its standard (403)."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
