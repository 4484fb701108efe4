"""A picture of a plan (PNG, JPEG, a page of a PDF, SVG) → one clean raster picture, to be drawn over.

Whatever was in the file beside the picture (scripts, links, metadata, other files) does not come through: the picture
is decoded, in a process with limits, and written anew.
"""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maps.errors import BadInputError, TooLargeError, UnreadableFileError
from maps.readers.bounded import Limits, run_bounded

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 64 * 1024 * 1024
"""The largest file [bytes]."""
MAX_PIXELS = 64_000_000
"""The largest picture: an A0 sheet scanned at 200 dpi."""
MAX_SIDE_PX = 6_000
"""The longer side of what is drawn from a PDF or SVG, whose lines have no pixels of their own."""

_LIMITS = Limits(cpu_s=30.0, memory_bytes=3 << 30)
_JPEG_QUALITY = 90
_REMEDY = "Give a PNG, JPEG, PDF or SVG."


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A raster picture as PNG or JPEG, free of everything else."""

    data: bytes
    media_type: str
    width_px: int
    height_px: int


def read_picture(data: bytes, name: str, *, page: int = 1) -> Picture:
    """Return the picture in a file.

    Parameters
    ----------
    name : str
        What to call the file in messages; what it is, its first bytes say.
    page : int
        Which page of a PDF, from 1.

    Raises
    ------
    BadInputError
        If it is no picture of these kinds, or has no such page.
    UnreadableFileError
        If it is broken, or an SVG refers to something outside itself.
    TooLargeError
        If it is larger than `MAX_BYTES` or `MAX_PIXELS`, or takes too long.
    """
    if len(data) > MAX_BYTES:
        raise TooLargeError(f"{name} is larger than {MAX_BYTES >> 20} MiB.", remedy="Give it with fewer pixels.")
    return run_bounded(decode_picture, _LIMITS, name, data, name, page)


def decode_picture(data: bytes, name: str, page: int = 1) -> Picture:
    """Do what `read_picture` does in the process that asks, without limits of time and memory."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return _from_raster(data, name)
    if start.startswith(b"%PDF-"):
        return _from_pdf(data, name, page)
    if start.startswith(b"<"):
        return _from_svg(data, name)
    raise BadInputError(f"{name} is no picture that is known.", remedy=_REMEDY)


def _from_raster(data: bytes, name: str) -> Picture:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the limit here is our own, and an error
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
            _check_size(opened.width, opened.height, name)
            upright = ImageOps.exif_transpose(opened)
            is_photo = opened.format == "JPEG"
            return _written(upright.convert("RGB" if is_photo else "RGBA"), "JPEG" if is_photo else "PNG")
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise UnreadableFileError(f"{name} is not a whole picture: {error}.", remedy="Export it again.") from error


def _from_pdf(data: bytes, name: str, page: int) -> Picture:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        if not 1 <= page <= len(document):
            raise BadInputError(f"{name} has {len(document)} pages, not a page {page}.", remedy="Name another.")
        sheet = document[page - 1]
        width, height = sheet.get_size()
        if min(width, height) <= 0:
            raise UnreadableFileError(f"Page {page} of {name} has no size.", remedy="Export it again.")
        drawn = sheet.render(scale=MAX_SIDE_PX / max(width, height), may_draw_forms=False).to_pil()
    except pypdfium2.PdfiumError as error:
        raise UnreadableFileError(
            f"{name} is not a PDF that can be read: {error}.", remedy="Export it again, without a password."
        ) from error
    return _written(drawn.convert("RGB"), "PNG")


def _from_svg(data: bytes, name: str) -> Picture:
    import resvg_py

    from maps.readers.picture_svg import check_svg, svg_scale

    text = check_svg(data, name)
    try:
        drawn = resvg_py.svg_to_bytes(svg_string=text, zoom=svg_scale(text, MAX_SIDE_PX, name))
    except ValueError as error:
        raise UnreadableFileError(f"{name} cannot be drawn: {error}.", remedy="Export it again.") from error
    return _from_raster(bytes(drawn), name)


def _written(picture: "Image", kind: str) -> Picture:
    """Return a picture written anew: nothing comes along but its pixels."""
    out = io.BytesIO()
    picture.info.clear()
    picture.save(out, kind, **({"quality": _JPEG_QUALITY} if kind == "JPEG" else {"compress_level": 4}))
    return Picture(
        data=out.getvalue(), media_type=f"image/{kind.lower()}", width_px=picture.width, height_px=picture.height
    )


def _check_size(width: int, height: int, name: str) -> None:
    if width * height > MAX_PIXELS:
        raise TooLargeError(
            f"{name} has {width} x {height} pixels, more than {MAX_PIXELS // 1_000_000} million.",
            remedy="Make it smaller.",
        )
