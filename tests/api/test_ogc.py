"""Published venues as OGC API - Features, held against the requirements of OGC 17-069r4 and read by GDAL."""

import json
import subprocess
import sys
import threading
from urllib.parse import urlsplit

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box, shape
from werkzeug.serving import make_server

from tests.api.test_fuzz import assert_sane, few

BASE = "/ogc/small-hospital"
UNITS = f"{BASE}/collections/units/items"


@pytest.fixture
def client(shared_client):
    return shared_client


def follow(client, href):
    """Ask for an absolute address of this server."""
    assert href.startswith("http://localhost/")
    parts = urlsplit(href)
    return client.get(parts.path + (f"?{parts.query}" if parts.query else ""))


def rels(document):
    return {link["rel"]: link for link in document["links"]}


def pages(client, address):
    """Yield the pages of a question, following `next`."""
    answer = client.get(address)
    while True:
        yield answer.json
        following = rels(answer.json).get("next")
        if following is None:
            return
        answer = follow(client, following["href"])


def test_every_link_leads_where_it_says_and_to_the_type_it_says(client):
    to_see, seen = [f"http://localhost{BASE}"], set()
    while to_see:
        answer = follow(client, to_see.pop())
        assert answer.status_code == 200, answer.request.path
        document = answer.json if "json" in answer.mimetype else {}
        for link in [*document.get("links", ()), *(b for a in document.get("collections", ()) for b in a["links"])]:
            assert set(link) == {"href", "rel", "type", "title"}
            if link["href"] not in seen:
                seen.add(link["href"])
                assert follow(client, link["href"]).mimetype == link["type"]
                to_see += [link["href"]] if link["href"].startswith(f"http://localhost{BASE}") else []
    assert len(seen) > 15


def test_the_landing_page_links_what_the_core_requires(client):
    document = client.get(BASE).json
    assert {"self", "service-desc", "service-doc", "conformance", "data"} <= set(rels(document))
    conforms = follow(client, rels(document)["conformance"]["href"]).json["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in conforms
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson" in conforms


def test_each_collection_is_the_same_alone_and_holds_its_items_in_its_extent(client):
    listed = client.get(f"{BASE}/collections").json["collections"]
    assert {"levels", "units", "openings", "portals", "service_points", "qr_points"} <= {each["id"] for each in listed}
    for each in listed:
        assert follow(client, rels(each)["self"]["href"]).json == each
        found = follow(client, rels(each)["items"]["href"]).json
        assert found["numberMatched"] == found["numberReturned"] == len(found["features"]) > 0
        if "extent" in each:
            (bounds,) = each["extent"]["spatial"]["bbox"]
            assert all(box(*bounds).buffer(1e-9).covers(shape(item["geometry"])) for item in found["features"])


def test_items_come_in_pages_each_once(client, hospital):
    found = list(pages(client, f"{UNITS}?limit=3"))
    ids = [item["id"] for page in found for item in page["features"]]
    assert ids == sorted(unit.id for unit in hospital.units)
    assert {page["numberMatched"] for page in found} == {len(ids)}
    assert [page["numberReturned"] for page in found] == [len(page["features"]) for page in found]
    assert rels(found[1])["prev"]["href"] == f"http://localhost{UNITS}?limit=3"


def test_a_page_beyond_the_last_is_empty_and_a_limit_beyond_the_greatest_is_lowered(client):
    page = client.get(f"{UNITS}?offset=100000").json
    assert (page["numberReturned"], page["features"]) == (0, [])
    assert "next" not in rels(page)
    assert client.get(f"{UNITS}?limit=99999999").status_code == 200


def test_an_item_is_the_one_of_the_list_with_its_own_links(client):
    listed = client.get(f"{UNITS}?limit=1").json["features"][0]
    answer = client.get(f"{UNITS}/{listed['id']}")
    assert answer.mimetype == "application/geo+json"
    assert {name: answer.json[name] for name in listed} == listed
    assert {"self", "collection"} <= set(rels(answer.json))


@given(
    x=st.floats(-5, 45),
    y=st.floats(-5, 25),
    width=st.floats(0.01, 40),
    height=st.floats(0.01, 20),
    heights=st.booleans(),
)
@few
def test_a_box_finds_exactly_what_it_touches(client, hospital, x, y, width, height, heights):
    frame = hospital.frame
    west, south = frame.to_lonlat(x, y)
    east, north = frame.to_lonlat(x + width, y + height)
    corners = [west, south, -5.0, east, north, 99.0] if heights else [west, south, east, north]
    found = client.get(UNITS, query_string={"bbox": ",".join(map(repr, corners)), "limit": 1000}).json
    asked = box(west, south, east, north)
    touched = {unit.id for unit in hospital.units if asked.intersects(frame.geometry_to_lonlat(unit.area))}
    assert {item["id"] for item in found["features"]} == touched


def test_a_box_across_the_antimeridian_is_two(client):
    assert client.get(f"{UNITS}?bbox=120,30,-120,32").json["numberMatched"] > 0
    assert client.get(f"{UNITS}?bbox=170,30,-120,32").json["numberMatched"] == 0


def test_items_are_found_by_their_properties_and_a_portal_on_each_of_its_levels(client, hospital):
    rooms = client.get(f"{UNITS}?level_id=F1&category=room").json["features"]
    wanted = [each.id for each in hospital.units if (each.level_id, each.category) == ("F1", "room")]
    assert [item["id"] for item in rooms] == sorted(wanted)
    for level in ("F1", "F2"):
        found = client.get(f"{BASE}/collections/portals/items?level_id={level}").json
        assert found["numberMatched"] == len(hospital.portals)


def test_names_are_columns_and_every_item_has_the_same(client):
    items = client.get(f"{BASE}/collections/units/items").json["features"]
    assert len({tuple(item["properties"]) for item in items}) == 1
    lobby = next(item["properties"] for item in items if item["id"] == "F1-lobby")
    assert (lobby["name_en"], lobby["name_zh-Hans"]) == ("Lobby", "大厅")


@pytest.mark.parametrize("moment", ["2026-11-26T08:00:00Z", "2026-11-26T08:00:00+08:00/..", "../2026-11-26T08:00:00Z"])
def test_a_revision_is_so_at_any_time(client, moment):
    everything = client.get(UNITS).json["numberMatched"]
    assert client.get(UNITS, query_string={"datetime": moment}).json["numberMatched"] == everything


@pytest.mark.parametrize(
    "query",
    [
        *("colour=red", "limit=0", "limit=x", "offset=-1", "bbox=1,2,3", "bbox=a,b,c,d", "bbox=0,9,0,8", "bbox="),
        *("bbox=nan,0,1,1", "bbox=0,0,inf,1", "datetime=yesterday", "datetime=../..", "kind=lift"),
    ],
)
def test_a_question_that_makes_no_sense_is_a_problem_that_names_it(client, query):
    answer = client.get(f"{UNITS}?{query}")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.json["detail"]


@pytest.mark.parametrize("path", ["/ogc/nowhere", f"{BASE}/collections/dragons", f"{BASE}/collections/units/items/x"])
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


@given(query=st.text(max_size=20), value=st.text(max_size=20))
@few
def test_fuzz_questions_of_anything(client, query, value):
    for name in ("bbox", "datetime", "limit", "offset", "level_id", query):
        assert_sane(client.get(UNITS, query_string={name: value}))
    assert_sane(client.get(f"{BASE}/collections/{query}".replace("?", "%3F")))


def test_gdal_opens_a_venue_as_qgis_does(client, hospital):
    """In a process of its own: GDAL holds this one's lock while it waits for the answers."""
    server = make_server("127.0.0.1", 0, client.application, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    script = (
        "import json, sys, pyogrio\n"
        "source, west, south, east, north = sys.argv[1], *map(float, sys.argv[2:])\n"
        "layers = [name for name, kind in pyogrio.list_layers(source)]\n"
        "meta, ids, shapes, fields = pyogrio.raw.read(source, layer='units')\n"
        "near = pyogrio.raw.read(source, layer='units', bbox=(west, south, east, north))\n"
        "print(json.dumps({'layers': layers, 'crs': meta['crs'], 'fields': list(meta['fields']),\n"
        "    'wkb': [each.hex() for each in shapes], 'near': len(near[2])}))\n"
    )
    west, south = hospital.frame.to_lonlat(1.0, 1.0)
    east, north = hospital.frame.to_lonlat(2.0, 2.0)
    words = [f"OAPIF:http://127.0.0.1:{server.server_port}{BASE}", *map(repr, (west, south, east, north))]
    try:
        ran = subprocess.run(
            [sys.executable, "-c", script, *words], capture_output=True, text=True, timeout=120, check=False
        )
    finally:
        server.shutdown()
    assert ran.returncode == 0, ran.stderr
    seen = json.loads(ran.stdout)
    assert {"levels", "units", "openings"} <= set(seen["layers"])
    assert "84" in seen["crs"] or "4326" in seen["crs"]
    assert {"level_id", "category", "name", "name_en"} <= set(seen["fields"])
    drawn = shapely.from_wkb([bytes.fromhex(each) for each in seen["wkb"]])
    assert len(drawn) == len(hospital.units)
    assert shapely.union_all(drawn).equals_exact(
        shapely.union_all([hospital.frame.geometry_to_lonlat(unit.area) for unit in hospital.units]), 1e-8
    )
    assert 0 < seen["near"] < len(drawn)
