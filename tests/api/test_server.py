"""The real server, over real sockets: ready, streams, slow and vanished readers, stopping, a busy port."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time

import httpx
import pytest

from tests.api.test_sessions import HERE, readings

SERVE = """
import sys
from api.server import serve
from api.settings import Settings
settings = Settings(database_url=sys.argv[1], heartbeat_s=0.3, stalled_reader_s=1.0, batches_burst=5000)
serve(settings, port=int(sys.argv[2]), on_ready=lambda address: print(address, flush=True))
print("stopped", flush=True)
"""


class Server:
    """A server in a process of its own."""

    def __init__(self, database_url, port=0):
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVE, database_url, str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.url = self.process.stdout.readline().strip()
        assert self.url.startswith("http://127.0.0.1:"), self.process.communicate()[1]

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.communicate(timeout=30)

    @property
    def port(self):
        return int(self.url.rsplit(":", 1)[1])


@pytest.fixture(scope="module")
def server(published_database):
    running = Server(f"sqlite:///{published_database}")
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture
def http(server):
    with httpx.Client(base_url=server.url, timeout=20) as client:
        yield client


@pytest.fixture
def session(http):
    body = {"venue": "small-hospital", "to": {"place": "F2-pharma"}, "from": HERE}
    ticket = http.post("/v1/sessions", json=body).json()
    return f"/v1/sessions/{ticket['session']}", {"Authorization": f"Bearer {ticket['token']}"}


def open_streams(http):
    return http.get("/healthz").json()["streams"]


def wait_until(condition, patience_s=15.0):
    deadline = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def raw_stream(server, session, receive_buffer=None):
    """Open a stream on a bare socket and return it after the answer's head."""
    path, headers = session
    connection = socket.socket()
    if receive_buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    connection.connect(("127.0.0.1", server.port))
    head = f"GET {path}/events HTTP/1.1\r\nHost: x\r\nAuthorization: {headers['Authorization']}\r\n\r\n"
    connection.sendall(head.encode())
    assert connection.recv(20).startswith(b"HTTP/1.1 200")
    return connection


def test_events_come_over_a_real_connection_while_readings_are_posted(http, session):
    path, headers = session
    with http.stream("GET", f"{path}/events", headers=headers) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        lines = stream.iter_lines()
        assert next(line for line in lines if line.startswith("event:")) == "event: state"
        poster = threading.Thread(
            target=httpx.post,
            args=(f"{http.base_url}{path}/observations",),
            kwargs={"json": {"observations": readings(1_000.0)}, "headers": headers},
        )
        poster.start()
        assert next(line for line in lines if line.startswith("event:")) == "event: fix"
        poster.join()
        assert next(line for line in lines if line.startswith(":")) == ": still here"


def test_a_reader_who_vanishes_gives_the_place_back(server, http, session):
    connection = raw_stream(server, session)
    wait_until(lambda: open_streams(http) == 1)
    connection.close()
    wait_until(lambda: open_streams(http) == 0)


def test_a_reader_who_stops_reading_is_dropped_and_others_are_not_held_up(server, http, session):
    path, headers = session
    stalled = raw_stream(server, session, receive_buffer=4_096)
    wait_until(lambda: open_streams(http) == 1)
    change = [{"to": {"place": place}} for place in ("F1-xray", "F2-pharma")]
    started = time.monotonic()
    for i in range(200):
        http.patch(path, json=change[i % 2], headers=headers).raise_for_status()
        if open_streams(http) == 0:
            break
    assert time.monotonic() - started < 60
    wait_until(lambda: open_streams(http) == 0)
    stalled.close()


def test_many_streams_and_posts_go_together(http, session):
    path, headers = session
    counts = [0] * 50
    done = threading.Event()

    def read(index):
        with contextlib.suppress(httpx.HTTPError), httpx.Client(base_url=http.base_url, timeout=20) as client:
            ticket = client.post(
                "/v1/sessions", json={"venue": "small-hospital", "to": {"place": "F1-lab"}, "from": HERE}
            ).json()
            own = f"/v1/sessions/{ticket['session']}"
            token = {"Authorization": f"Bearer {ticket['token']}"}
            with client.stream("GET", f"{own}/events", headers=token) as stream:
                for line in stream.iter_lines():
                    counts[index] += line.startswith(("event:", ":"))
                    if done.is_set():
                        return

    threads = [threading.Thread(target=read, args=(index,), daemon=True) for index in range(len(counts))]
    for thread in threads:
        thread.start()
    wait_until(lambda: open_streams(http) == len(counts), patience_s=30)
    for i in range(20):
        batch = {"observations": readings(1_000.0 + i)}
        assert http.post(f"{path}/observations", json=batch, headers=headers).status_code == 202
    wait_until(lambda: min(counts) >= 2)
    done.set()
    for thread in threads:
        thread.join(timeout=10)
    wait_until(lambda: open_streams(http) == 0)


@pytest.mark.parametrize(
    "request_text",
    [
        b"NONSENSE\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\n\r\n",
        b"\x16\x03\x01\x02\x00",
    ],
)
def test_what_is_not_http_harms_nobody(server, http, request_text):
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.settimeout(5)
        answer = b""
        with contextlib.suppress(OSError):
            connection.sendall(request_text)
            connection.shutdown(socket.SHUT_WR)
            while part := connection.recv(4_000):
                answer += part
    if answer:
        head, _, body = answer.partition(b"\r\n\r\n")
        assert b"application/problem+json" in head
        assert json.loads(body)["code"] == "malformed-request"
    assert http.get("/healthz").status_code == 200


def test_a_body_without_end_or_length_is_refused(server, http, session):
    path, headers = session

    def endless():
        for _ in range(1_000):
            yield b" " * 1_000

    answer = http.post(
        f"{path}/observations", content=endless(), headers={**headers, "Content-Type": "application/json"}
    )
    assert answer.status_code == 413, answer.text
    assert answer.json()["code"] == "too-large"


def test_a_busy_port_is_one_line(server, published_database):
    again = subprocess.run(
        [sys.executable, "-c", SERVE, f"sqlite:///{published_database}", str(server.port)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert again.returncode != 0
    last = again.stderr.strip().splitlines()[-1]
    assert str(server.port) in last
    assert "--port" in last


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_it_stops_soon_although_streams_are_open_and_tells_the_readers(published_database, number):
    server = Server(f"sqlite:///{published_database}")
    with httpx.Client(base_url=server.url, timeout=20) as http:
        body = {"venue": "small-hospital", "to": {"place": "F2-pharma"}, "from": HERE}
        ticket = http.post("/v1/sessions", json=body).json()
        headers = {"Authorization": f"Bearer {ticket['token']}"}
        with http.stream("GET", f"/v1/sessions/{ticket['session']}/events", headers=headers) as stream:
            lines = stream.iter_lines()
            next(lines)
            started = time.monotonic()
            server.process.send_signal(number)
            rest = list(lines)
    out, err = server.process.communicate(timeout=30)
    assert time.monotonic() - started < 10
    assert "event: ended" in rest
    assert 'data: {"reason":"stopping"}' in rest
    assert out.strip() == "stopped"
    assert "Traceback" not in err
    assert server.process.returncode == 0


def test_if_the_master_is_killed_the_worker_goes_too(published_database):
    server = Server(f"sqlite:///{published_database}")
    server.process.kill()
    server.process.wait()

    def gone():
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", server.port)) != 0

    wait_until(gone)
    server.process.communicate()


def test_another_worker_follows_one_that_was_killed(database_url):
    server = Server(database_url)

    def workers():
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(server.process.pid)], capture_output=True, text=True, check=False
        )
        return {int(pid) for pid in listed.stdout.split()}

    def answers():
        with contextlib.suppress(httpx.HTTPError):
            return httpx.get(f"{server.url}/healthz", timeout=1).status_code == 200
        return False

    (first,) = workers()
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: first not in workers() and answers(), patience_s=60)
    server.stop()
