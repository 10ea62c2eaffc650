"""An address as a QR code, drawn into the page: paths of SVG, nothing that has to be fetched."""

from __future__ import annotations

import io

import segno


def qr_svg(text: str) -> str:
    """An `svg` element without a size of its own; dark on light also where the page is dark."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=4, dark="#111", light="#fff"
    )
    return drawn.getvalue().decode()
