"""`beeline bench positioning` says which data is absent instead of failing."""

import json


def test_absent_data_is_a_row_that_says_so(run, tmp_path):
    ran = run("bench", "positioning", "--only", "uji-wifi", "--only", "rtt-rooms", "--data", tmp_path, "--json")
    assert ran.code == 0
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert [row["dataset"] for row in rows] == ["uji-wifi", "rtt-rooms"]
    assert all("is not there" in row["absent"] for row in rows)


def test_a_data_set_nobody_knows_is_misuse(run):
    ran = run("bench", "positioning", "--only", "no-such-set")
    assert ran.code == 2
    assert "no-such-set" in ran.err
