"""A real server with the small hospital, in a thread of the test."""

import threading
from contextlib import contextmanager

import pytest
from werkzeug.serving import make_server

from api.app import create_app, services_of
from api.settings import Settings
from api.store import open_store
from api.warming import warm
from maps.disassemble import disassemble
from nav.router import Router
from tests.scenes import small_hospital


@pytest.fixture(scope="session")
def hospital():
    return small_hospital()


@pytest.fixture(scope="session")
def router(hospital) -> Router:
    return Router.compile(hospital)


@pytest.fixture
def serving(tmp_path, hospital):
    """Return a context manager that serves, on a given port or any; each time a server without memory."""
    database_url = f"sqlite:///{tmp_path / 'beeline.sqlite'}"
    store = open_store(database_url)
    store.save_draft(disassemble(hospital), ())
    store.publish(hospital.id)
    store.close()

    @contextmanager
    def serve(port: int = 0, **changes):
        app = create_app(Settings(database_url=database_url, demo=True, static_folder=str(tmp_path), **changes))
        services_of(app).start()
        warm(services_of(app))
        server = make_server("127.0.0.1", port, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
            services_of(app).close()

    return serve
