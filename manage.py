#!/usr/bin/env python3
"""Django's command line for the newsroom."""

import os
import sys

from conflictdesk.newsroom.processes import command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conflictdesk.newsroom.settings")
    command_line.run(sys.argv)
