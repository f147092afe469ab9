"""Who gets in: throttled log-ins, new passwords, the second factor."""
