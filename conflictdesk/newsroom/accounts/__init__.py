"""Log-ins: throttling, new passwords, the second factor."""
