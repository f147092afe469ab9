"""Settings for gunicorn: which headers of a proxy in front it trusts. The names are gunicorn's.

Proxies pass on most headers as visitors send them. With gunicorn's defaults, `SCRIPT_NAME` would change
what an address means, and a second header for the scheme that contradicts the first would make a request
an error.
"""

# Empty: no header is trusted.
forwarder_headers = ""
secure_scheme_headers = {"X-FORWARDED-PROTO": "https"}
