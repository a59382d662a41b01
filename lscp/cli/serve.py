"""`lscp serve`: the scorecard and its pages."""

import signal
import socket
import subprocess
import sys

import click

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--workers", default=2, show_default=True, help="Processes that answer.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the pages, and do jobs beside them, until interrupted.

    In service, put a proxy that ends TLS before it, and set LSCP_HOSTS and LSCP_HTTPS=1.
    """
    import os

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


def run(host: str, port: int, workers: int = 2) -> None:
    """Run the application under gunicorn until it is stopped, and a worker beside it.

    In processes of their own: what this one has done with Polars does not survive a fork. This
    one seals the trail meanwhile.
    """
    from lscp.cli import work
    from lscp.core.trail.seals import sealing

    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = [f"--bind={bind}", f"--workers={workers}", "--threads=4", "--log-level=warning"]
    command = [sys.executable, "-m", "gunicorn", *options, "--no-control-socket"]
    application = "lscp.config.wsgi:application"
    with work.beside(), sealing(), subprocess.Popen([*command, application]) as server:
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        try:
            status = server.wait()
        except KeyboardInterrupt:  # the server was sent it too
            status = server.wait()
    if status not in (0, -signal.SIGTERM, -signal.SIGINT):
        raise click.ClickException(f"The server did not run on {bind}: see above")
