"""Pictures and colour profiles that several pieces bring are in the joined file once."""

from __future__ import annotations

import base64
from importlib.resources import files
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image
from weasyprint import HTML, Document

from octavo.writers.pdf.piece import write_frame, write_piece
from tests.writers.pdf.pieced import join

NOTHING: frozenset[str] = frozenset()


def address(data: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def picture(colour: tuple[int, int, int, int]) -> str:
    """The address of a picture that can be seen through."""
    out = BytesIO()
    Image.new("RGBA", (4, 4), colour).save(out, "PNG")
    return address(out.getvalue(), "image/png")


def rendered(html: str) -> Document:
    return HTML(string=f"<html lang=en><title>T</title>{html}").render()


def joined(*sections: str) -> pikepdf.Pdf:
    documents = [rendered(html) for html in sections]
    written = [
        write_piece(one, NOTHING, NOTHING, str(number), tagged=False)
        for number, one in enumerate(documents)
    ]
    fonts = {name: data for one in written for name, data in one.files.items()}
    frame = write_frame(documents[0], rendered("").pages[0], tagged=False, variant=None)
    pdf = join(frame, [one.piece for one in written], fonts.__getitem__).pdf
    out = BytesIO()
    pdf.save(out)
    return pikepdf.open(BytesIO(out.getvalue()))


def streams(pdf: pikepdf.Pdf, key: str) -> list[Any]:
    """The streams that tell something by a key."""
    return [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and key in one]


def test_a_picture_is_in_the_file_once_with_its_mask() -> None:
    red, blue = picture((200, 0, 0, 90)), picture((0, 0, 200, 90))
    background = f"<p style='background: url({red})'>Text"
    pdf = joined(f"<img src='{red}'>", f"<img src='{red}'><img src='{blue}'>", background)
    # Both pictures are as transparent, so that they share their mask.
    assert len([one for one in streams(pdf, "/Width") if "/SMask" in one]) == 2
    assert len(streams(pdf, "/Width")) == 3


def test_the_same_address_with_another_picture_is_another() -> None:
    """Names of pictures are those of their addresses; what counts is what they show."""
    page = "<img src='{}'>"
    pdf = joined(page.format(picture((1, 2, 3, 255))), page.format(picture((3, 2, 1, 255))))
    shown = [page.Resources.XObject.values() for page in pdf.pages]
    assert len({picture.objgen for one in shown for picture in one}) == 2


def test_a_colour_profile_is_in_the_file_once() -> None:
    profile = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    rule = f"@color-profile --own {{ src: url({address(profile, 'application/vnd.iccprofile')}); "
    style = f"<style>{rule} components: r, g, b }} p {{ color: color(--own 1 0 0) }}</style>"
    group = "<svg width=9 height=9><g opacity='.5'><path d='M0 0h9v9z'/></g></svg>"
    pdf = joined(f"{style}<p>One{group}", f"{style}<p>Two{group}")
    profiles = [one for one in streams(pdf, "/N") if one.get("/Type") != "/ObjStm"]
    assert len(profiles) == 1
    assert "/OutputIntents" in pdf.Root
