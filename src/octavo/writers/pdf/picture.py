"""A picture of a finished page, for the cover of other editions."""

from __future__ import annotations

from io import BytesIO

HEIGHT = 2400


def first_page(data: bytes) -> bytes:
    """Return the first page of a PDF as a JPEG of ``HEIGHT`` pixels.

    Two and a half thousand pixels on the long side are what bookshops ask of a cover, and less
    than the five million pixels that reading systems take.
    """
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        bitmap = page.render(scale=HEIGHT / page.get_height())
        picture = bitmap.to_pil().convert("RGB")
    out = BytesIO()
    picture.save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue()
