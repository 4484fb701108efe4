"""Run `beeline` as a person does, in process, against a database of its own."""

import json
from dataclasses import dataclass

import pytest

import beeline


@dataclass
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture(name="run")
def fixture_run(tmp_path, monkeypatch, capfd):
    """Return a function that runs `beeline` with words and returns what it did."""
    monkeypatch.setenv("BEELINE_DATABASE_URL", f"sqlite:///{tmp_path / 'beeline.sqlite'}")
    monkeypatch.chdir(tmp_path)

    def run_beeline(*words: object) -> Ran:
        code = beeline.main([str(word) for word in words])
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return run_beeline
