"""Published venues as files over HTTP: each comes back as what it was."""

import pytest

from maps.ids import VenueId
from maps.publish import build_venue
from maps.readers import read_venue
from tests.api.test_closures import FEED, KEY
from tests.api.test_problems import assert_problem

PATH = "/v1/venues/small-hospital/exports"


@pytest.fixture
def client(make_client):
    return make_client(feed_key=KEY)


@pytest.mark.parametrize("name", ["imdf", "geojson", "osm", "indoorgml"])
def test_a_file_of_each_format_reads_back_with_all_rooms_and_doors(client, hospital, tmp_path, name):
    answer = client.get(f"{PATH}/{name}", headers=FEED)
    assert answer.status_code == 200
    file_name = answer.headers["Content-Disposition"].split('"')[1]
    assert file_name.startswith("small-hospital-1.")
    (tmp_path / file_name).write_bytes(answer.data)
    again = build_venue(read_venue([tmp_path / file_name], VenueId("again")), revision=1)[0]
    assert (len(again.units), len(again.openings)) == (len(hospital.units), len(hospital.openings))


def test_what_cannot_be_exported_is_refused_by_name(client):
    assert_problem(client.get(f"{PATH}/dwg", headers=FEED), 400, "bad-input")
    assert_problem(client.get(f"{PATH}/imdf?revision=9", headers=FEED), 404, "not-found")
    assert_problem(client.get(f"{PATH}/imdf"), 401, "unauthorised")
