"""The prose of a contract as HTML: CommonMark without raw HTML or images: nothing in it acts or loads."""

from functools import cache

from markdown_it import MarkdownIt
from markupsafe import Markup


def block(text: object) -> Markup:
    r"""Render paragraphs, lists, code and links.

    >>> block("Pass `next_cursor` on.\n\n- <b>not bold</b>")
    Markup('<p>Pass <code>next_cursor</code> on.</p>\n<ul>\n<li>&lt;b&gt;not bold&lt;/b&gt;</li>\n</ul>')
    """
    return Markup(_reader().render(str(text or "")).strip())  # noqa: S704 - the reader escapes what it does not write itself


def line(text: object) -> Markup:
    """Render what stands within a line.

    >>> line("The `next_cursor` & *no more*; [out](javascript:alert(1))")
    Markup('The <code>next_cursor</code> &amp; <em>no more</em>; [out](javascript:alert(1))')
    """
    return Markup(_reader().renderInline(str(text or "")).strip())  # noqa: S704 - as above


@cache
def _reader() -> MarkdownIt:
    # A heading in a description would stand among those of the page.
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "heading", "lheading"])
