"""What makes every PDF of ours an archive file, PDF/A-1b (ISO 19005-1, level B): nothing it needs lies outside it.

The fonts are embedded by ``ink`` and the text carries its characters. What is added here: the colour space of the
page, and the same facts about the document twice, in the information dictionary and as XMP, which must agree.
Written while the document is, so that preview, paper and archive are one file and no second tool rewrites it.
"""

from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from hfp_desk.printing.text import clean
from hfp_desk.resources import resource

_CONDITION = "sRGB IEC61966-2.1"
_PACKET = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{body}\n<?xpacket end="w"?>'
_XMP = """
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreatorTool>{tool}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


class Catalogue(pdfdoc.PDFCatalog):  # type: ignore[misc]  # reportlab has no types
    """The root of the document, which may name its colour space."""

    __NoDefault__ = (*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents")


class Information(pdfdoc.PDFInfo):  # type: ignore[misc]  # reportlab has no types
    """Title, author, tool and times as the XMP says them too; nothing else, so that nothing can disagree."""

    def __init__(self, made: datetime) -> None:
        super().__init__()
        self.made = made.astimezone().replace(microsecond=0)

    def format(self, document: Any) -> Any:
        """The dictionary as it stands in the file."""
        offset = f"{self.made:%z}"
        day = pdfdoc.PDFString(f"D:{self.made:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:]}'")
        said = {"Title": self.title, "Author": self.author, "Creator": self.creator, "Producer": self.producer}
        shown = {name: pdfdoc.PDFString(clean(text)) for name, text in said.items()}
        return pdfdoc.PDFDictionary({**shown, "CreationDate": day, "ModDate": day}).format(document)

    @property
    def xmp(self) -> bytes:
        """The same facts as an XMP packet."""
        body = _XMP.format(
            title=escape(clean(self.title)),
            author=escape(clean(self.author)),
            tool=escape(clean(self.creator)),
            producer=escape(clean(self.producer)),
            day=self.made.isoformat(),
        )
        return _PACKET.format(body=body).encode()


def complete(document: Any) -> None:
    """Give the document its colour space and its XMP; called when it is finished, before the catalogue is written."""
    document.Catalog.Metadata = _stream(document.info.xmp, Type="Metadata", Subtype="XML")
    profile = document.Reference(_stream(resource("colour", "sRGB-v2-micro.icc").read_bytes(), N=3))
    intent = {
        "Type": pdfdoc.PDFName("OutputIntent"),
        "S": pdfdoc.PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": pdfdoc.PDFString(_CONDITION),
        "Info": pdfdoc.PDFString(_CONDITION),
        "DestOutputProfile": profile,
    }
    document.Catalog.OutputIntents = pdfdoc.PDFArray([pdfdoc.PDFDictionary(intent)])


class _Bare(pdfdoc.PDFStream):  # type: ignore[misc]  # reportlab has no types
    """A stream as it is: an archive's XMP must be readable without taking anything apart."""

    def format(self, document: Any) -> bytes:
        """Dictionary and content; reportlab itself would name an empty list of filters."""
        entries = pdfdoc.PDFDictionary({**self.dictionary.dict, "Length": len(self.content)})
        head: bytes = entries.format(document)
        return head + b"\nstream\n" + bytes(self.content) + b"endstream\n"


def _stream(content: bytes, **entries: Any) -> _Bare:
    named = {name: pdfdoc.PDFName(value) if isinstance(value, str) else value for name, value in entries.items()}
    return _Bare(pdfdoc.PDFDictionary(named), content)
