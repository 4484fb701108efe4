"""Pictures of plans: only the picture comes through, and hostile ones are refused within limits."""

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.errors import BadInputError, BeelineError, TooLargeError, UnreadableFileError
from maps.readers.picture_svg import check_svg, svg_scale
from maps.readers.plan_image import MAX_SIDE_PX, decode_picture, read_picture
from tests.fuzz import bounded, fuzz

Image = pytest.importorskip("PIL.Image", reason="the extra 'plans' is not installed")
SECRET = b"patient list of ward 7"


def png(width=40, height=30, **more):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "PNG", **more)
    return out.getvalue()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def svg(inside, head=""):
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'{head}<svg {names} width="80" height="4">{inside}</svg>'.encode()


def pixels(picture):
    return np.asarray(Image.open(io.BytesIO(picture.data)).convert("RGB"))


def pdf(pages=1, size="0 0 2000 100"):
    kids = " ".join(f"{3 + n} 0 R" for n in range(pages))
    objects = ["1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj", f"2 0 obj<</Type/Pages/Kids[{kids}]/Count {pages}>>endobj"]
    objects += [f"{3 + n} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[{size}]>>endobj" for n in range(pages)]
    return ("%PDF-1.4\n" + "\n".join(objects) + "\ntrailer<</Root 1 0 R>>\n%%EOF").encode()


def test_the_pixels_come_through_and_nothing_else():
    note = chunk(b"tEXt", b"Comment\x00" + SECRET)
    data = png()
    picture = read_picture(data[:33] + note + data[33:] + SECRET, "plan.png")
    assert (picture.media_type, picture.width_px, picture.height_px) == ("image/png", 40, 30)
    assert SECRET not in picture.data
    assert (pixels(picture) == 255).all()


def test_a_photo_is_turned_upright_and_stays_a_photo():
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = SECRET.decode()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG", exif=exif)
    picture = decode_picture(out.getvalue(), "plan.jpg")
    assert (picture.media_type, picture.width_px, picture.height_px) == ("image/jpeg", 30, 40)
    assert SECRET not in picture.data


def test_a_page_of_a_pdf_is_drawn_large():
    pytest.importorskip("pypdfium2")
    picture = decode_picture(pdf(pages=3), "plan.pdf", page=2)
    assert (picture.width_px, picture.height_px) == (MAX_SIDE_PX, MAX_SIDE_PX // 20)
    with pytest.raises(BadInputError, match="has 3 pages, not a page 4"):
        decode_picture(pdf(pages=3), "plan.pdf", page=4)
    with pytest.raises(UnreadableFileError, match=r"plan\.pdf"):
        decode_picture(pdf()[:40], "plan.pdf")


def test_an_svg_is_drawn_without_its_scripts():
    data = svg('<script>alert(1)</script><rect width="80" height="4" fill="#00f" onclick="alert(2)"/>')
    picture = decode_picture(data, "plan.svg")
    assert (picture.media_type, picture.width_px, picture.height_px) == ("image/png", MAX_SIDE_PX, MAX_SIDE_PX // 20)
    assert (pixels(picture)[200, 3000] == (0, 0, 255)).all()
    assert "script" not in check_svg(data, "plan.svg")


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        ('<image href="file:///etc/passwd" width="9" height="9"/>', "file:///etc/passwd"),
        ('<image xlink:href="../secret.png" width="9" height="9"/>', r"\.\./secret.png"),
        ('<image href="http://there.example/x.png" width="9" height="9"/>', "there.example"),
        ('<image href="data:image/svg+xml;base64,AAAA" width="9" height="9"/>', "svg"),
        ('<use href="other.svg#a"/>', "other.svg"),
        ('<rect fill="url(http://there.example/a)"/>', "there.example"),
        ("<style>@import 'x.css';</style>", "x.css"),
        ('<style>rect { fill: url("/etc/x") }</style>', "/etc/x"),
    ],
)
def test_an_svg_that_draws_from_outside_is_refused_by_what_it_names(inside, named):
    with pytest.raises(UnreadableFileError, match=named):
        check_svg(svg(inside), "plan.svg")


def test_what_an_svg_draws_from_itself_and_where_it_links_is_its_own():
    check_svg(svg('<a href="http://there.example"><use href="#r"/></a><rect id="r" fill="url(#g)"/>'), "plan.svg")


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_an_svg_with_entities_is_refused(head):
    with pytest.raises(UnreadableFileError, match="entities"):
        check_svg(svg("<text>&b;</text>" if "b" in head[:45] else "<text>x</text>", head), "plan.svg")


def test_pictures_in_pictures_without_end_are_refused():
    groups = ['<rect id="g0" width="1" height="1"/>']
    groups += [f'<g id="g{level}">{use * 10}</g>' for level in range(1, 12) for use in [f'<use href="#g{level - 1}"/>']]
    with pytest.raises(BeelineError):
        read_picture(svg(f'<defs>{"".join(groups)}</defs><use href="#g11"/>'), "plan.svg")


def test_a_bomb_of_pixels_is_refused_by_what_its_head_says():
    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    bomb = head + chunk(b"IDAT", zlib.compress(bytes(1_000_000))) + chunk(b"IEND", b"")
    with pytest.raises(TooLargeError, match="60000 x 60000"):
        decode_picture(bomb, "plan.png")


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"MZ", b"<html></html>", b"<", png()[:50], b"\xff\xd8\xff\xe0"])
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(BadInputError, match=r"plan\.x"):
        decode_picture(data, "plan.x")


def test_an_svg_says_its_size_in_units_or_by_its_box():
    assert svg_scale('<svg width="10mm" height="5mm"/>', 96, "x") == pytest.approx(96 / 37.795, rel=1e-4)
    assert svg_scale('<svg viewBox="0 0 200 100" width="100%" height="100%"/>', 1000, "x") == pytest.approx(5.0)
    for text in ("<svg/>", '<svg width="0" height="0"/>', '<svg width="1e9" height="5"/>'):
        with pytest.raises(UnreadableFileError, match="size"):
            svg_scale(text, 1000, "x")


@fuzz
@given(cut=st.integers(0, 200), flips=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6))
def test_fuzz_spoilt_svgs(cut, flips):
    data = bytearray(svg('<g id="a"><rect width="8" height="6" fill="url(#a)"/><use href="#a"/></g><style>a{}</style>'))
    for place, value in flips:
        data[place % len(data)] = value
    with bounded():
        try:
            check_svg(bytes(data[: len(data) - cut]), "plan.svg")
        except BeelineError:
            return
