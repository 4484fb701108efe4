"""Where the real PostgreSQL, Redis and MQTT broker of `make test-services` are; as a program, whether they answer."""

import os
import socket
import sys
from urllib.parse import urlsplit

POSTGRES_URL = os.environ.get("BEELINE_TEST_POSTGRES_URL", "postgresql+psycopg://postgres@127.0.0.1:5432/test")
REDIS_URL = os.environ.get("BEELINE_TEST_REDIS_URL", "redis://127.0.0.1:6379/15")

MQTT_URL = os.environ.get("BEELINE_TEST_MQTT_URL", "mqtt://127.0.0.1:1883")


def unreachable_services() -> list[str]:
    """Return one line for each service that does not answer."""
    import redis
    import sqlalchemy

    problems = []
    engine = sqlalchemy.create_engine(POSTGRES_URL, connect_args={"connect_timeout": 3})
    try:
        with engine.connect() as connection:
            connection.execute(sqlalchemy.text("select 1"))
    except sqlalchemy.exc.SQLAlchemyError as error:
        problems.append(f"PostgreSQL at {engine.url!r}: {error}")
    try:
        redis.Redis.from_url(REDIS_URL, socket_timeout=3).ping()
    except redis.RedisError as error:
        problems.append(f"Redis at {REDIS_URL}: {error}")
    broker = urlsplit(MQTT_URL)
    try:
        socket.create_connection((broker.hostname, broker.port or 1883), timeout=3).close()
    except OSError as error:
        problems.append(f"An MQTT broker at {MQTT_URL}: {error}")
    return problems


if __name__ == "__main__":
    problems = unreachable_services()
    print("\n".join(problems) or "PostgreSQL, Redis and the MQTT broker answer.")
    sys.exit(bool(problems))
