"""Runs the newsroom: web server, workers and beat, together, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import sys
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

from conflictdesk.newsroom.configuration import private_files
from conflictdesk.newsroom.configuration.environment import PROJECT, Environment, invalid
from conflictdesk.newsroom.processes import process_group
from conflictdesk.newsroom.runner.stopping import on_stop
from conflictdesk.newsroom.sample.people import PASSWORD, PEOPLE
from conflictdesk.tasks import load_words

ROOT = (
    "You run the newsroom as root: fine for a try, but give it an account of its own where others reach it."
)


class Command(BaseCommand):
    help = "Prepare the database and the sample newsroom, then run the processes of the Procfile."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with on_stop(signal.default_int_handler):
                self._run_alone()
        except KeyboardInterrupt:
            sys.exit("Stopped. What was half prepared is undone; the next start begins again.")

    def _run_alone(self) -> None:
        environment = settings.ENVIRONMENT
        folder = environment.var_dir
        _check_folder(folder)
        private_files.start(folder)
        try:
            with process_group.lock_folder(
                folder, partial(self.stdout.write, f"{folder} is in use; waiting …")
            ):
                self._run()
        except process_group.InUse as error:
            sys.exit(
                f"{error} Give this one its own: make run PORT={environment.port} VAR_DIR=another-folder"
            )

    def _run(self) -> None:
        environment = settings.ENVIRONMENT
        _check_port(environment.port)
        if environment.database:
            _check_database()
        if os.geteuid() == 0:
            self.stdout.write(ROOT)
        self.stdout.write("Preparing the newsroom …")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        try:
            call_command("load_sample")
        except CommandError as error:
            self.stdout.write(f"Without the sample newsroom: {error}")
        os.environ |= {"PORT": str(environment.port), "VAR_DIR": str(environment.var_dir)}
        commands = process_group.commands(PROJECT / "Procfile")
        # The forked processes share the vocabulary and start sooner.
        load_words()
        try:
            process_group.run(commands, environment.port, _welcome(environment))
        except process_group.GivenUp as error:
            sys.exit(str(error))


def _check_folder(folder: Path) -> None:
    """Exits with one line if nothing can be stored in the folder."""
    try:
        private_files.make_folder(folder)
        open(folder / "running", "a", opener=private_files.opener).close()
    except OSError as error:
        raise invalid("VAR_DIR", str(error)) from None


def _check_database() -> None:
    """Exits with one line if the configured database does not answer."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise invalid("DATABASE_URL", str(error)) from None


def _check_port(port: int) -> None:
    """Exits with one line if the port is in use."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise SystemExit(f"Port {port} is busy. Choose another one: make run PORT={port + 1}") from error


def _welcome(environment: Environment) -> str:
    url = environment.base_url.rstrip("/")
    people = "".join(f"    {one.username:<12} {PASSWORD}    {one.tasks}\n" for one in PEOPLE)
    log_ins = "" if environment.is_public else f"  Log-ins\n{people}\n"
    return (
        f"\n  Newsroom   {url}/\n  Desk       {url}/admin/\n  Queue      {url}/admin/facts/\n"
        f"  API        {url}/api/conflictdesk/v1/\n\n{log_ins}  Ctrl-C stops everything.\n"
    )
