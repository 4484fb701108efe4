"""The sample client for mini-programs, run as it is, against a real server."""

import json
import subprocess
from contextlib import contextmanager
from pathlib import Path

from tests.api.test_sessions import BEACON
from tests.served import served

PHONE = Path(__file__).parent / "phone.cjs"


class Phone:
    """The program of a phone that runs the client, and what it says."""

    def __init__(self, process):
        self.process = process

    def do(self, word):
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()

    def hear(self, is_it):
        """Return the first thing said from now on that fits."""
        for line in self.process.stdout:
            said = json.loads(line)
            assert "failed" not in said, said
            if is_it(said):
                return said
        raise AssertionError("the client ended")

    def hear_event(self, name):
        return self.hear(lambda said: said.get("event") == name).get("data")


@contextmanager
def phone_of(node, address):
    command = [node, PHONE, address, "F1-pharma", f"{BEACON}F1-b5"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Phone(process)
        process.kill()


def test_a_mini_program_is_guided_by_beacons_and_signs_through_a_broken_connection(node, database_url):
    with served(database_url) as address, phone_of(node, address) as phone:
        assert phone.hear_event("state")["route"] is None
        assert phone.hear_event("fix")["level_id"] == "F1"
        assert phone.hear_event("route")["route"]["destination_id"] == "F1-pharma"
        phone.do("sign")
        phone.hear(lambda said: said.get("event") == "fix" and said["data"]["x_m"] == 5.0)
        phone.do("cut")
        assert phone.hear(lambda said: "trouble" in said) == {"trouble": "offline"}
        phone.do("mend")
        assert phone.hear(lambda said: "trouble" in said) == {"trouble": None}
        phone.hear_event("fix")
        phone.do("end")
        phone.hear_event("over")
