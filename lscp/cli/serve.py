"""`lscp serve`: the scorecard and its pages."""

import os
import signal
import socket
import subprocess
import sys

import click

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--workers", type=int, help="Processes that answer; two a processor without it.")
def serve(host: str, port: int, workers: int | None) -> None:
    """Serve the pages, and do jobs beside them, until interrupted.

    In service, put a proxy that ends TLS before it, and set LSCP_HOSTS and LSCP_HTTPS=1.
    """
    from lscp.cli import session

    if os.environ.get("LSCP_DEBUG") and host not in LOOPBACK:
        raise click.UsageError(
            "LSCP_DEBUG shows what nobody else may see: unset it, or use loopback."
        )
    with session.ready():
        click.echo(f"Serving on http://{host}:{port}/ (stop with Ctrl+C)")
        run(host, port, workers)


def free_port(host: str, wanted: int) -> int:
    """Return the port that is wanted, or another where it is taken."""
    with socket.socket() as trying:
        trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trying.bind((host, wanted))
        except OSError:
            trying.bind((host, 0))
        return int(trying.getsockname()[1])


def command(bind: str, workers: int | None = None) -> list[str]:
    """Return how gunicorn is started: each process answers one request at a time.

    Threads of one process would wait for each other at every question to the database, and a
    page asks some thirty. Whoever is slow to send or to read is held off by the proxy in front.
    """
    count = workers or 2 * (os.cpu_count() or 1)
    options = [f"--bind={bind}", f"--workers={count}", "--timeout=120", "--log-level=warning"]
    gunicorn = [sys.executable, "-m", "gunicorn", *options, "--no-control-socket"]
    return [*gunicorn, "lscp.config.wsgi:application"]


def run(host: str, port: int, workers: int | None = None) -> None:
    """Run the application under gunicorn until it is stopped, and a worker beside it.

    In processes of their own: what this one has done with Polars does not survive a fork. This
    one seals the trail meanwhile.
    """
    from lscp.cli import work
    from lscp.core.trail.seals import sealing

    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    with work.beside(), sealing(), subprocess.Popen(command(bind, workers)) as server:
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        try:
            status = server.wait()
        except KeyboardInterrupt:  # the server was sent it too
            status = server.wait()
    if status not in (0, -signal.SIGTERM, -signal.SIGINT):
        raise click.ClickException(f"The server did not run on {bind}: see above")
