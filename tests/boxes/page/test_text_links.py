"""Links lead to the very sentence, and nowhere else."""

from __future__ import annotations

import pytest

from conflictdesk.boxes.page import text_links

LONG = "One two three four five six seven " + "and on " * 50 + "to the last six words it has."


def _link(sentence: str, quote: str = "", url: str = "/a/", block: str = "b1") -> str:
    """The link to a sentence."""
    article = {"title": "A", "url": url, "block": block}
    return text_links.to_sentence({"article": article, "sentence": sentence, "quote": quote})


@pytest.mark.parametrize(
    ("sentence", "encoded"),
    [
        ("750,000 fled.", "750%2C000%20fled."),
        (
            "A well-known man & his wife – both.",
            "A%20well%2Dknown%20man%20%26%20his%20wife%20%E2%80%93%20both.",
        ),
        ("“It is over”, he said: 100%?", "%E2%80%9CIt%20is%20over%E2%80%9D%2C%20he%20said%3A%20100%25%3F"),
        ("Line one\n  line two", "Line%20one%20line%20two"),
        ("a#b/c=d+e", "a%23b%2Fc%3Dd%2Be"),
        ("فرّ الآلاف", "%D9%81%D8%B1%D9%91%20%D8%A7%D9%84%D8%A2%D9%84%D8%A7%D9%81"),
        (LONG, "One%20two%20three%20four%20five%20six,the%20last%20six%20words%20it%20has."),
    ],
)
def test_a_sentence_becomes_a_text_fragment(sentence: str, encoded: str) -> None:
    assert _link(sentence) == f"/a/#block-b1:~:text={encoded}"


@pytest.mark.parametrize(
    ("sentence", "quote", "url", "block", "link"),
    [
        ("", "12 people", "/a/", "b1", "/a/#block-b1:~:text=12%20people"),
        ("Twelve.", "", "https://example.org/a/", "", "https://example.org/a/#:~:text=Twelve."),
        ("", "", "/a/", "b1", "/a/#block-b1"),
        ("", "", "/a/", "", "/a/"),
        ("Twelve.", "", "", "b1", ""),
        ("Twelve.", "", "javascript:alert(1)", "b1", ""),
        ("Twelve.", "", "http://[", "b1", ""),
        ("Twelve.", "", "/a/", 'b"><script>', "/a/#block-b%22%3E%3Cscript%3E:~:text=Twelve."),
    ],
)
def test_what_a_link_is_made_of(sentence: str, quote: str, url: str, block: str, link: str) -> None:
    assert _link(sentence, quote, url, block) == link
