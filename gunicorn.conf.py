"""What gunicorn believes of whoever stands in front; found where it is started, named by nothing."""

from conflictdesk.newsroom.web_server import forwarder_headers, secure_scheme_headers

__all__ = ["forwarder_headers", "secure_scheme_headers"]
