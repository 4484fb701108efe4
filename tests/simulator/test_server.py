import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from simulator.server import TRIES, RefusedError, Server, ServerAwayError


@pytest.fixture
def answering():
    """Return a function that serves given (status, document, headers) answers in turn and counts the requests."""
    servers = []

    def serve(*answers):
        asked = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                status, document, headers = answers[min(len(asked), len(answers) - 1)]
                asked.append(self.path)
                body = document if isinstance(document, bytes) else json.dumps(document).encode()
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}", asked

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def test_a_busy_server_is_asked_again_and_not_before_it_wants(answering) -> None:
    url, asked = answering((503, {}, {"Retry-After": "3"}), (429, {}, {}), (200, {"ok": 1}, {}))
    waits_s = []
    assert Server(url=url, sleep=waits_s.append).ask("GET", "/x", q="药房") == {"ok": 1}
    assert len(asked) == 3
    assert waits_s[0] == 3.0
    assert waits_s[1] >= 3.0


def test_a_server_that_stays_busy_is_given_up_after_a_few_tries(answering) -> None:
    url, asked = answering((503, {}, {}))
    with pytest.raises(ServerAwayError, match="503"):
        Server(url=url, sleep=lambda _: None).ask("GET", "/x")
    assert len(asked) == TRIES


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://no-such-host.invalid"])
def test_where_nobody_answers_one_line_says_so_and_what_to_do(url) -> None:
    with pytest.raises(ServerAwayError) as error:
        Server(url=url, sleep=lambda _: None, tries=2).ask("GET", "/x")
    assert url in str(error.value)
    assert "beeline serve" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_refusal_is_told_in_the_servers_words_and_not_repeated(answering) -> None:
    url, asked = answering((404, {"detail": "No venue 'x'.", "remedy": "Name another."}, {}))
    with pytest.raises(RefusedError, match=r"No venue 'x'\. Name another\.") as error:
        Server(url=url).ask("GET", "/x")
    assert error.value.status == 404
    assert len(asked) == 1


@pytest.mark.parametrize(("status", "body"), [(200, b"<html>"), (200, b"[1]"), (204, b"")])
def test_an_answer_without_an_object_is_empty(answering, status, body) -> None:
    url, _ = answering((status, body, {}))
    assert Server(url=url).ask("GET", "/x") == {}
