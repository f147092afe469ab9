"""What gunicorn believes of whoever stands in front of it; the names are gunicorn's.

Proxies pass on most headers as visitors send them. By default `SCRIPT_NAME` would change what an address
means, and the second name of a scheme, which contradicts the first, would make a request an error.
"""

# None.
forwarder_headers = ""
secure_scheme_headers = {"X-FORWARDED-PROTO": "https"}
