"""Links to a sentence: a text fragment, and the block's id for browsers without text fragments.

Text fragments: https://wicg.github.io/scroll-to-text-fragment/. A comma separates a directive's
parameters, a dash marks its context, an ampersand begins the next directive: inside a parameter all
three are encoded.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from conflictdesk.contract.stored import EntryContent

# As browsers make them: beyond this, a fragment names the first and the last words and what lies between.
LONGEST_EXACT = 300
WORDS_AT_EACH_END = 6


def to_sentence(fact: EntryContent) -> str:
    """Returns the address of the sentence in the article that a snapshot's figure or event comes from;
    "" if the article has no address.
    """
    article = fact["article"]
    url = article["url"] or ""
    if not _is_web_address(url):
        return ""
    block = quote(f"block-{article['block']}", safe="") if article["block"] else ""
    words = " ".join((fact["sentence"] or fact["quote"] or "").split())
    text = f":~:text={_directive(words)}" if words else ""
    return f"{url}#{block}{text}" if block or text else url


def _is_web_address(url: str) -> bool:
    """Whether it is safe to link to: an address of this site or of the web, not a script."""
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        return False
    return scheme in ("http", "https") or (not scheme and url.startswith("/"))


def _directive(words: str) -> str:
    if len(words) <= LONGEST_EXACT:
        return _encoded(words)
    parts = words.split(" ")
    if len(parts) < 2 * WORDS_AT_EACH_END:
        return _encoded(words)
    return f"{_encoded(' '.join(parts[:WORDS_AT_EACH_END]))},{_encoded(' '.join(parts[-WORDS_AT_EACH_END:]))}"


def _encoded(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")
