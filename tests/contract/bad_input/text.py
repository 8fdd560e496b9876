"""Group C: names and text."""

from contract.bad_input.row import Row, Taken, change, control, each, hire, new_world, patch, short, user

_NO_EMAILS = ("a@b@c", "@", "a@", "@b", "a b@c", "a", "x" * 318 + "@xy", "a@b\r\nBcc: c@d", "a@b\n", '"a@b', "a\x00@b")
_EMAILS = ("a@b", "zoë@bücher.example", "a+lms@b.example", '"a b"@c.example', "O'Neil@x.example", "x" * 318 + "@y")


def _email_change(email: str) -> dict[str, object]:
    return {"kind": "email_changed", "employee_id": "E0000002", "email": email, "effective_on": "2026-03-02"}


ROWS = (
    Row(id="B041", what="SQL in a name", carried=("Robert'); DROP TABLE workers;--", "' OR 1=1 --", '"; VACUUM; "')),
    Row(
        id="B042",
        what="names of real people",
        carried=("O'Neil", "Anne-Marie", "van 't Hoff", "Nguyễn", "李", "Ðorđe", "Þórður", "Çağla"),
    ),
    Row(
        id="B043",
        what="HTML in a name; that it is inert in reports is held by tests/judge/test_reports.py",
        carried=("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</script>", "<!--", "&lt;"),
    ),
    Row(
        id="B044",
        what="templates and format strings in a name",
        carried=("{{7*7}}", "${7*7}", "#{7*7}", "{% if %}", "%s%n", "{0.__class__}", "%(x)s", "\\1"),
    ),
    Row(
        id="B045",
        what="spreadsheet formulas in a name; no CSV is written here yet, so nothing is prefixed",
        carried=("=cmd|'/c calc'!A1", "+1", "-1", "@SUM", "\tTAB", "\rCR", "\uff1d1+1"),
    ),
    Row(
        id="B046",
        what="paths as a name or id; where a name becomes a file's, it is held to letters, digits, dot and hyphen",
        carried=("../../etc/passwd", "CON", "a/b", "..\\..\\", "NUL.txt", "."),
        refused=(
            *each(lambda name: new_world(name=name), ["../../etc/passwd", "a/b", "..\\", ".hidden", "CON"]),
            *each(lambda name: control("POST", "/snapshots", {"name": name}), ["../../etc/passwd", "a/b", ".."]),
        ),
    ),
    Row(
        id="B047",
        what="RTL override, zero-width, BOM inside, 500 combining marks",
        carried=("\u202egnp.exe", "zero\u200bwidth", "bom\ufeffinside", "e" + "\u0301" * 254, "\u2066x\u2069"),
    ),
    Row(
        id="B048",
        what="NFC vs NFD, ß and SS, İ: matching is byte for byte and says so in the contracts; the original is kept",
        carried=("Jose\u0301", "José", "Straße", "STRASSE", "İ", "i̇", "ﬁ"),
        shown_by=("test_names_that_look_alike_are_two_names",),
    ),
    Row(id="B049", what="confusables in an email", shown_by=("test_emails_that_look_alike_are_two_people",)),
    Row(
        id="B050",
        what="empty, all spaces: 422; spaces around a name are what was typed, and carried (stated in the contracts)",
        refused=(
            *each(lambda name: user(given_name=name), ["", " ", "   ", "\t", "\u00a0", "\u2003", "\u200b"]),
            *each(lambda name: hire(given_name=name), ["", " ", "\u00a0"]),
            *each(lambda name: patch(username=name), ["", "  "]),
            *each(lambda name: user(external_id=name), ["", " "]),
        ),
        carried=("  spaces  ", " leading", "trailing\u00a0"),
    ),
    Row(
        id="B051",
        what="names of 1, 255, 256, 10,000 characters, 1 MiB",
        carried=("x", "x" * 255, "😀" * 255),
        refused=(
            *each(lambda length: user(given_name="x" * length), [256, 10_000, 1024 * 1024]),
            *each(lambda length: hire(family_name="x" * length), [256, 10_000, 1024 * 1024]),
            *each(lambda length: patch(given_name="x" * length), [256, 10_000, 1024 * 1024]),
        ),
    ),
    Row(
        id="B052",
        what="newline or ANSI escape in a name; the journal holds it by its escape",
        carried=("line\nbreak", "\x1b[31mred", "bell\x07", "a\r\nSet-Cookie: x=1", "\x7f"),
        shown_by=("test_a_line_break_in_a_name_makes_no_line_in_the_journal",),
    ),
    Row(id="B053", what="emoji family, flags", carried=("👨‍👩‍👧‍👦", "🏳️‍🌈", "🇳🇴", "𝒳𐍈", "👩🏽‍🚒")),
    Row(
        id="B054",
        what="mononym; 4 family names",
        carried=("de la Cruz García Márquez",),
        taken=(
            Taken(name="hired without a family name", ask=hire(family_name=None)),
            Taken(name="hired with none said", ask=hire()),
            Taken(name="a user without a family name", ask=user(external_id="mono", family_name=None)),
        ),
    ),
    Row(
        id="B055",
        what="email: none, two @, 321 characters, a@b, IDN, plus tag, quoted local part, CRLF and Bcc",
        refused=(
            *each(lambda email: user(email=email), _NO_EMAILS),
            *each(lambda email: patch(email=email), _NO_EMAILS),
            *each(lambda email: hire(email=email), _NO_EMAILS),
            *each(lambda email: change(**_email_change(email)), ["a@b@c", "a@b\r\nBcc: c@d"]),
        ),
        taken=(
            Taken(name="none", ask=user(external_id="no-email", email=None)),
            *(Taken(name=short(email), ask=user(external_id=f"e{n}", email=email)) for n, email in enumerate(_EMAILS)),
            *(Taken(name=f"hired {short(email)}", ask=hire(email=email)) for email in _EMAILS),
        ),
    ),
)
