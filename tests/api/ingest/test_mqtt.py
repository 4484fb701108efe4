"""The real broker: messages come in, survive broken connections and killed servers, and poison blocks nothing."""

import contextlib
import dataclasses
import json
import socket
import threading
import time
import uuid
from urllib.parse import urlsplit

import pytest
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from api.app import services_of
from api.ingest.mqtt import MqttFeed
from api.live import LiveUnavailableError
from maps.errors import BadInputError
from tests.services import MQTT_URL

BROKER = urlsplit(MQTT_URL)


class BreakableProxy:
    """Stands between us and the broker, and can cut every connection."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.connections = []
        self.is_open = True
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                one, _ = self.listener.accept()
            except OSError:
                return
            if not self.is_open:
                one.close()
                continue
            other = socket.create_connection((BROKER.hostname, BROKER.port or 1883))
            self.connections += [one, other]
            for source, target in ((one, other), (other, one)):
                threading.Thread(target=self._pump, args=(source, target), daemon=True).start()

    @staticmethod
    def _pump(source, target):
        try:
            while data := source.recv(4096):
                target.sendall(data)
        except OSError:
            pass
        for each in (source, target):
            each.close()

    def cut(self):
        for each in self.connections:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self.connections = []

    def close(self):
        self.listener.close()
        self.cut()


@pytest.fixture
def proxy():
    made = BreakableProxy()
    yield made
    made.close()


@pytest.fixture
def venue(database_url, hospital):
    """Publish the hospital under a name that no other test run listens to."""
    from api.store import open_store
    from maps.disassemble import disassemble

    name = f"test-{uuid.uuid4().hex[:12]}"
    store = open_store(database_url)
    store.save_draft(dataclasses.replace(disassemble(hospital), id=name), ())
    store.publish(name)
    store.close()
    return name


@pytest.fixture
def client_id():
    """Return a name at the broker; what the broker keeps under it is thrown away in the end."""
    name = f"beeline-test-{uuid.uuid4().hex[:12]}"
    yield name
    cleaner = Client(CallbackAPIVersion.VERSION2, client_id=name, clean_session=True)
    cleaner.connect(BROKER.hostname, BROKER.port or 1883)
    cleaner.loop_start()
    wait_until(cleaner.is_connected)
    cleaner.disconnect()
    cleaner.loop_stop()


@pytest.fixture
def listen(make_client, proxy, client_id, venue):
    def start():
        client = make_client(mqtt_url=f"mqtt://127.0.0.1:{proxy.port}", mqtt_client=client_id)
        services_of(client.application).start_feed()
        return services_of(client.application)

    return start


@pytest.fixture
def publish(venue):
    publisher = Client(CallbackAPIVersion.VERSION2)
    publisher.connect(BROKER.hostname, BROKER.port or 1883)
    publisher.loop_start()

    def publish_message(kind, name, payload):
        data = payload if isinstance(payload, bytes) else json.dumps(payload)
        publisher.publish(f"beeline/{venue}/{kind}/{name}", data, qos=1).wait_for_publish(5)

    yield publish_message
    publisher.disconnect()
    publisher.loop_stop()


def wait_until(condition, patience_s=15.0):
    deadline = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def waiting(services, venue, place="payment-1"):
    known = services.venue_live.find(venue).record.queues.get(place)
    return known.watch.state.waiting if known and known.watch.state else None


def listening(services):
    """Return whether the subscription stands: the broker answered it."""
    return services.feed.is_subscribed


@pytest.mark.services
def test_messages_come_in_and_poison_blocks_nothing(listen, publish, venue):
    services = listen()
    wait_until(lambda: listening(services))
    publish("queues", "payment-1", b"{poison")
    publish("queues", "nowhere", {"waiting": 1, "servers_open": 1})
    publish("queues", "payment-1", {"waiting": 7, "servers_open": 2})
    publish("lifts", "lift-1", {"state": "out_of_service"})
    wait_until(lambda: services.intake.counts.total() == 4)
    assert services.intake.counts == {"invalid-json": 1, "not-found": 1, "accepted": 2}
    assert waiting(services, venue) == 7
    assert services.venue_live.conditions(venue).closed == {"lift-1"}


@pytest.mark.services
def test_a_broken_connection_comes_back_and_nothing_is_lost(listen, publish, proxy, venue):
    services = listen()
    wait_until(lambda: listening(services))
    proxy.is_open = False
    proxy.cut()
    wait_until(lambda: not services.feed.is_connected)
    for number in range(5):
        publish("queues", "payment-1", {"waiting": number, "servers_open": 2, "sequence": number})
    proxy.is_open = True
    wait_until(lambda: services.intake.counts["accepted"] == 5)
    assert waiting(services, venue) == 4


@pytest.mark.services
def test_what_comes_while_the_server_is_away_is_taken_in_when_it_is_back(listen, publish, venue):
    first = listen()
    wait_until(lambda: listening(first))
    first.close()
    publish("queues", "payment-1", {"waiting": 6, "servers_open": 2})
    second = listen()
    wait_until(lambda: waiting(second, venue) == 6)


@pytest.mark.services
def test_a_message_that_cannot_be_kept_now_is_taken_in_later_and_not_acknowledged_before(
    listen, publish, venue, monkeypatch
):
    services = listen()
    wait_until(lambda: listening(services))
    tries = []

    def away(*_, **__):
        tries.append(1)
        raise LiveUnavailableError("Redis does not answer.")

    with monkeypatch.context() as broken:
        broken.setattr(services.venue_live.live, "commit", away)
        publish("queues", "payment-1", {"waiting": 5, "servers_open": 2})
        wait_until(lambda: len(tries) >= 2)
    wait_until(lambda: waiting(services, venue) == 5)


@pytest.mark.services
def test_a_message_unacknowledged_when_the_server_dies_comes_again(listen, publish, venue, monkeypatch):
    first = listen()
    wait_until(lambda: listening(first))
    tries = []

    def away(*_, **__):
        tries.append(1)
        raise LiveUnavailableError("Redis does not answer.")

    monkeypatch.setattr(first.venue_live.live, "commit", away)
    publish("queues", "payment-1", {"waiting": 5, "servers_open": 2})
    wait_until(lambda: tries)
    first.close()
    second = listen()
    wait_until(lambda: waiting(second, venue) == 5)


@pytest.mark.parametrize("url", ["http://x", "mqtt://", "nonsense", "mqtt://host:port", "mqtt://[bad"])
def test_a_url_that_is_none_is_said_at_the_start(url):
    with pytest.raises(BadInputError, match="MQTT"):
        MqttFeed(url, None, client_id="x")


def test_a_broker_that_is_away_holds_up_nothing(make_client):
    client = make_client(mqtt_url="mqtt://127.0.0.1:1", mqtt_client="x")
    services_of(client.application).start_feed()
    assert client.get("/healthz").json["mqtt"] == {"connected": False, "messages": {}}
