"""What stands on every page beside the text: page numbers below, 样稿 across."""

from __future__ import annotations

from engine.report.write.word.page import Footer
from engine.report.write.word.paragraph import Align, Format, paragraph
from engine.report.write.word.text import escaped, field, runs

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The kinds of header and footer that a section may have; without them Word shows nothing on such pages.
KINDS = ("default", "first", "even")
# A character of the page number's size, 14 points, in twips.
_ONE = 280


def footers(footer: Footer) -> dict[str, str]:
    """Return the parts of a document's footers by kind."""
    if footer is Footer.NONE:
        return {}
    if footer is Footer.COUNTED:
        said = runs("第 ") + field("PAGE") + runs(" 页　共 ") + field("NUMPAGES") + runs(" 页")
        return {"default": _part("ftr", paragraph(said, "Footer", Format(align=Align.CENTRE)))}
    said = runs("— ") + field("PAGE") + runs(" —")
    right = Format(align=Align.RIGHT, right=_ONE, right_chars=100)
    left = Format(align=Align.LEFT, left=_ONE, left_chars=100)
    return {
        "default": _part("ftr", paragraph(said, "Footer", right)),
        "even": _part("ftr", paragraph(said, "Footer", left)),
    }


def headers(across: str) -> dict[str, str]:
    """Return the parts of a document's headers by kind: those words across every page, or none."""
    if not across:
        return {}
    return {kind: _part("hdr", paragraph(_across(across, kind), "Header")) for kind in KINDS}


def _part(tag: str, inside: str) -> str:
    return f"{DECLARATION}<w:{tag} {NAMESPACES}>{inside}</w:{tag}>"


def _across(words: str, kind: str) -> str:
    """Return WordArt as Word's own watermarks are: VML, which both Word and LibreOffice draw behind the text."""
    number = 2049 + KINDS.index(kind)
    style = (
        "position:absolute;margin-left:0;margin-top:0;width:360pt;height:180pt;rotation:315;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    shape_type = (
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" '
        'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
        '<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>'
        '<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
    )
    shape = (
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{number}" type="#_x0000_t136" '
        f'alt="{escaped(words)}" style="{style}" o:allowincell="f" fillcolor="#c0c0c0" stroked="f">'
        f'<v:fill opacity=".5"/><v:textpath style="font-family:&quot;{{黑体}}&quot;;font-size:1pt" '
        f'string="{escaped(words)}"/><w10:wrap anchorx="margin" anchory="margin"/></v:shape>'
    )
    return f"<w:r><w:rPr><w:noProof/></w:rPr><w:pict>{shape_type}{shape}</w:pict></w:r>"
