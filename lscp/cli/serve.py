"""`lscp serve`: the scorecard and its pages."""

import click


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--workers", default=2, show_default=True, help="Processes that answer.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the pages, until interrupted.

    In service, put a proxy that ends TLS before it, and set LSCP_HOSTS and LSCP_HTTPS=1.
    """
    from lscp.cli import session

    with session.ready():
        click.echo(f"Serving on http://{host}:{port}/ (stop with Ctrl+C)")
        run(host, port, workers)


def run(host: str, port: int, workers: int = 2) -> None:
    """Run the application under gunicorn until it is stopped."""
    from django.db import connections
    from gunicorn.app.base import BaseApplication

    class Application(BaseApplication):
        def load_config(self) -> None:
            settings = {
                "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
                "workers": workers,
                "worker_class": "gthread",
                "threads": 4,
                "loglevel": "warning",
                "control_socket_disable": True,
            }
            for name, value in settings.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> object:
            from lscp.config.wsgi import application

            return application

    connections.close_all()  # workers must not share the parent's
    Application().run()
