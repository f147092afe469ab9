"""What kind of file a document is said to be: nothing that a browser might run or take for part of a page."""

UNTYPED = "application/octet-stream"
_ACTIVE = "css htm html js mhtml mjs shtml svg svgz wasm xht xhtml xml xsl xslt"
CONTENT_TYPES = dict.fromkeys(_ACTIVE.split(), UNTYPED)
