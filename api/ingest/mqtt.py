"""An MQTT broker's messages, each taken in before it is acknowledged.

The broker keeps what we have not acknowledged, also while we are away, and brings it again; taking something in twice
changes nothing. So nothing is lost when this process is killed, and a store that is away delays messages, no more.
"""

import logging
import queue
import threading
from typing import Any
from urllib.parse import unquote, urlsplit

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from api.ingest.intake import Intake
from maps.errors import BadInputError, BeelineError

_LOG = logging.getLogger("beeline.api")
_TOPICS = [("beeline/+/queues/#", 1), ("beeline/+/lifts/#", 1)]
_WAITING = 1_000
"""Messages that wait to be taken in; of those sent without acknowledgement, more are dropped."""
_AGAIN_S = (0.5, 10.0)
"""First and longest wait before a message is tried again while a store is away [s]."""
_PORT, _TLS_PORT = 1883, 8883


class MqttFeed:
    """A connection that comes back by itself.

    Parameters
    ----------
    url : str
        ``mqtt://[user:password@]host[:port]``, or ``mqtts`` for TLS.
    client_id : str
        Under which the broker keeps what we missed.

    Raises
    ------
    BadInputError
        If the URL is of another kind.
    """

    def __init__(self, url: str, intake: Intake, *, client_id: str) -> None:
        self._intake = intake
        self._host, self._port = _host(url)
        self._waiting: queue.Queue[MQTTMessage] = queue.Queue(_WAITING)
        self._stopping = threading.Event()
        self.is_subscribed = False
        """Whether the broker agreed to bring us what comes from now on."""
        self._client = Client(CallbackAPIVersion.VERSION2, client_id=client_id, clean_session=False, manual_ack=True)
        _authenticate(self._client, url)
        self._client.reconnect_delay_set(min_delay=1, max_delay=30)
        self._client.on_connect = self._connected
        self._client.on_subscribe = self._subscribed
        self._client.on_disconnect = self._disconnected
        self._client.on_message = self._received
        self._worker = threading.Thread(target=self._work, name="beeline-mqtt", daemon=True)

    def start(self) -> None:
        """Connect, now or as soon as the broker answers."""
        self._worker.start()
        self._client.connect_async(self._host, self._port, keepalive=30)
        self._client.loop_start()

    def close(self) -> None:
        """Disconnect; what is not acknowledged comes again next time."""
        self._stopping.set()
        self._client.disconnect()
        self._client.loop_stop()

    @property
    def is_listening(self) -> bool:
        """Whether it was started in this process."""
        return self._worker.is_alive()

    @property
    def is_connected(self) -> bool:
        """Whether the broker is there."""
        return bool(self._client.is_connected())

    def _connected(self, client: Client, _: Any, __: Any, reason: Any, ___: Any) -> None:
        if reason.is_failure:
            _LOG.error("The MQTT broker refuses us: %s", reason)
            return
        _LOG.info("Connected to the MQTT broker")
        client.subscribe(_TOPICS)

    def _subscribed(self, *_: Any) -> None:
        self.is_subscribed = True

    def _disconnected(self, _: Client, __: Any, ___: Any, reason: Any, ____: Any) -> None:
        self.is_subscribed = False
        if not self._stopping.is_set():
            _LOG.warning("The MQTT broker is gone (%s); trying again", reason)

    def _received(self, _: Client, __: Any, message: MQTTMessage) -> None:
        try:
            self._waiting.put_nowait(message)
        except queue.Full:
            # Not acknowledged: if it was sent to be, it comes again with the next connection.
            self._intake.counts["overflow"] += 1

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                message = self._waiting.get(timeout=0.5)
            except queue.Empty:
                continue
            if self._take(message):
                self._client.ack(message.mid, message.qos)

    def _take(self, message: MQTTMessage) -> bool:
        """Take in a message, as often as it needs; return False when we are to stop before."""
        wait_s = _AGAIN_S[0]
        while not self._stopping.is_set():
            try:
                self._intake.take(message.topic, bytes(message.payload))
            except BeelineError as error:
                _LOG.warning("A message must wait: %s", error.detail)
                self._stopping.wait(wait_s)
                wait_s = min(2 * wait_s, _AGAIN_S[1])
            else:
                return True
        return False


def _host(url: str) -> tuple[str, int]:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if parts.scheme not in ("mqtt", "mqtts") or not host:
        raise BadInputError("The MQTT URL is not of the form mqtt://host:port.", remedy="Mend BEELINE_MQTT_URL.")
    return host, port or (_TLS_PORT if parts.scheme == "mqtts" else _PORT)


def _authenticate(client: Client, url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "mqtts":
        client.tls_set()
    if parts.username:
        client.username_pw_set(unquote(parts.username), unquote(parts.password or ""))
