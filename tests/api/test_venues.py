"""Venues, levels, places and routes over HTTP."""

import gzip

import pytest

VENUE = "/v1/venues/small-hospital"
HERE = {"x_m": 5.0, "y_m": 1.0, "level": "F1"}


@pytest.fixture
def client(shared_client):
    return shared_client


def test_published_venues_are_listed(client):
    (venue,) = client.get("/v1/venues").json["venues"]
    assert venue == {
        "id": "small-hospital",
        "revision": 1,
        "labels": {"en": "Small Hospital", "zh-Hans": "小医院"},
        "levels": 2,
        "origin": [121.0, 31.0],
    }


def test_a_venue_tells_its_frame_levels_profiles_and_languages(client, hospital):
    venue = client.get(VENUE).json
    frame = venue["frame"]
    assert (frame["origin_lon_deg"], frame["origin_lat_deg"]) == (121.0, 31.0)
    lon, lat = hospital.frame.to_lonlat(10.0, 20.0)
    assert (lon - 121.0) * frame["metres_per_degree_lon"] == pytest.approx(10.0)
    assert (lat - 31.0) * frame["metres_per_degree_lat"] == pytest.approx(20.0)
    assert [(level["id"], level["ordinal"]) for level in venue["levels"]] == [("F1", 0), ("F2", 1)]
    assert venue["levels"][0]["bbox_m"] == [0.0, 0.0, 40.0, 20.0]
    assert {"walk", "wheelchair", "no_stairs", "staff"} <= set(venue["profiles"])
    assert {"cover", "quiet", "fewer_floor_changes"} <= set(venue["wishes"])
    assert venue["languages"] == ["zh-Hans", "en"]
    assert venue["counts"]["units"] == len(hospital.units)


def test_a_level_is_geojson_in_degrees(client, hospital):
    answer = client.get(f"{VENUE}/levels/F1")
    assert answer.mimetype == "application/geo+json"
    assert answer.json["type"] == "FeatureCollection"
    kinds = {feature["properties"]["feature_type"] for feature in answer.json["features"]}
    assert {"unit", "opening", "portal"} <= kinds
    assert "transmitter" not in kinds


def test_radio_hardware_is_drawn_only_when_asked_for(client):
    features = client.get(f"{VENUE}/levels/F1?include=transmitters").json["features"]
    beacons = [each for each in features if each["properties"]["feature_type"] == "transmitter"]
    assert len(beacons) == 8
    assert beacons[0]["geometry"]["coordinates"][0] == pytest.approx(121.0, abs=0.001)


@pytest.mark.parametrize("path", [VENUE, f"{VENUE}/levels/F1", "/openapi.json", "/docs"])
def test_documents_are_compressed_and_asked_for_only_once(client, path):
    plain = client.get(path)
    packed = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["Cache-Control"] == "public, no-cache"
    again = client.get(path, headers={"If-None-Match": packed.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", [VENUE, f"{VENUE}/levels/F1"])
def test_a_named_revision_may_be_kept_for_good(client, path):
    named = client.get(f"{path}?revision=1")
    assert "immutable" in named.headers["Cache-Control"]
    assert named.data == client.get(path).data


def test_search_finds_by_name_in_both_scripts_nearest_first(client):
    for text in ("pharmacy", "药房"):
        hits = client.get(f"{VENUE}/search", query_string={"q": text, "lang": "en", "near": "25,4@F2"}).json["hits"]
        assert hits[0]["id"] == "F2-pharma"
        assert hits[0]["label"] == "Pharmacy"
    assert set(hits[0]) == {
        "id", "kind", "label", "labels", "level_id", "point", "x_m", "y_m", "category", "function",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", " ", "'; drop table draft; --", "💊", "%", "\\", "a" * 200])
def test_odd_words_find_nothing_or_something_but_never_fail(client, text):
    assert client.get(f"{VENUE}/search", query_string={"q": text}).status_code == 200


def test_a_place_is_one_hit(client):
    place = client.get(f"{VENUE}/places/payment-1?lang=zh-Hans").json
    assert (place["kind"], place["label"], place["level_id"]) == ("service_point", "收费窗口1", "F1")


def test_a_route_has_figures_steps_in_words_legs_and_geometry(client, hospital):
    answer = client.post(f"{VENUE}/routes", json={"from": HERE, "to": {"place": "F2-pharma"}, "lang": "zh-Hans"})
    route = answer.json
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert route["levels"] == ["F1", "F2"]
    assert route["destination_id"] == "F2-pharma"
    assert route["revision"] == 1
    assert route["distance_m"] == pytest.approx(sum(leg["distance_m"] for leg in route["legs"]), abs=0.05)
    assert route["legs"][0]["kind"] == "walk"
    assert [step["index"] for step in route["steps"]] == list(range(len(route["steps"])))
    assert route["steps"][-1]["kind"] == "arrive"
    assert "药房" in route["steps"][-1]["text"]
    first = route["geometry"]["features"][0]["geometry"]["coordinates"][0]
    assert hospital.frame.to_local(*first) == pytest.approx((5.0, 1.0), abs=0.01)


def test_the_three_ways_to_name_an_end_agree(client, hospital):
    lon, lat = hospital.frame.to_lonlat(5.0, 1.0)
    answers = [
        client.post(f"{VENUE}/routes", json={"from": end, "to": {"place": "F1-cardio"}}).json["distance_m"]
        for end in (HERE, {"lon": lon, "lat": lat, "level": "F1"}, {"place": "qr-1"})
    ]
    assert max(answers) - min(answers) < 0.1


def test_no_way_is_a_problem_with_a_reason_in_the_persons_language(client):
    far = {"x_m": 900.0, "y_m": 1.0, "level": "F1"}
    answer = client.post(f"{VENUE}/routes", json={"from": far, "to": HERE, "lang": "zh-Hans"})
    assert answer.status_code == 422
    problem = answer.json
    assert (problem["code"], problem["reason"]) == ("no-route", "origin_outside")
    assert problem["text"]
    assert not problem["text"].isascii()
