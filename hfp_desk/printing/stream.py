"""A PDF document whose pages leave memory as soon as they are finished.

reportlab keeps every page's uncompressed operators until the file is saved; a ledger of 50,000 rows would
hold all of itself. Here a finished page or form is compressed and written at once and only its place in the
file is remembered. Forms may be used before they are drawn, which is how page 1 knows the number of pages.
"""

import zlib
from datetime import datetime
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from hfp_desk.printing import archive

rl_config.useA85 = 0
_LEVEL = 4
_UNKNOWN = datetime(2000, 1, 1)
_END = b"endstream\nendobj\n"


class StreamedDocument(pdfdoc.PDFDocument):  # type: ignore[misc]  # reportlab has no types
    """Writes pages and forms to ``target`` when they are finished, the rest when the document is."""

    def __init__(self, target: BinaryIO, made: datetime | None = None) -> None:
        super().__init__(compression=1, invariant=1)
        self._target = target
        self._length = 0
        self.Catalog, pages = archive.Catalogue(), self.Catalog.Pages
        self.Catalog.Pages = pages
        self.Catalog.Outlines = self.Outlines
        self.info = archive.Information(made or _UNKNOWN)

    def addPage(self, page: Any) -> None:  # noqa: N802
        """Write a finished page and forget it."""
        page.Contents = self._store(page.stream)
        page.stream = None
        super().addPage(page)
        self._write(page.__InternalName__)
        self.Pages.pages[-1] = pdfdoc.PDFObjectReference(page.__InternalName__)

    def addForm(self, name: str, form: Any) -> None:  # noqa: N802
        """Write a finished form and forget it."""
        internal = pdfdoc.xObjectName(name)
        self.expect(name)
        self.idToObject[internal] = form
        self._write(internal)
        self.inObject = None

    def expect(self, name: str) -> None:
        """Let pages use a form that will be drawn later."""
        internal = pdfdoc.xObjectName(name)
        if internal not in self.idToObjectNumberAndVersion:
            self.objectcounter += 1
            self.idToObjectNumberAndVersion[internal] = (self.objectcounter, 0)
            self.numberToId[self.objectcounter] = internal

    def finish(self, canvas: Any) -> None:
        """Write fonts, outline, catalogue and the table of places."""
        for font in self.delayedFonts:
            font.addObjects(self)
        self.info.digest(self.signature)
        archive.complete(self)
        root, info = self.Reference(self.Catalog), self.Reference(self.info)
        self.Outlines.prepare(self, canvas)
        if self.Outlines.ready < 0:
            self.Catalog.Outlines = None
        self._write_rest()
        table = pdfdoc.PDFCrossReferenceTable()
        table.addsection(0, [self.numberToId[number + 1] for number in range(len(self.numberToId))])
        places = self._length
        self._put(table.format(self))
        size = len(self.numberToId) + 1
        trailer = pdfdoc.PDFTrailer(startxref=places, Size=size, Root=root, Info=info, ID=self.ID())
        self._put(trailer.format(self))

    def _store(self, code: str) -> Any:
        packed = zlib.compress(code.encode("latin-1"), _LEVEL)
        stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Filter": pdfdoc.PDFName("FlateDecode")}), content=packed)
        reference = self.Reference(stream)
        self._write(reference.name)
        return reference

    def _write_rest(self) -> None:
        number = 1
        while number in self.numberToId:
            name = self.numberToId[number]
            if name not in self.idToOffset:
                self._write(name)
            number += 1

    def _write(self, name: str) -> None:
        if not self._length:
            self._put(b"%PDF-1.4\n%\x93\x8c\x8b\x9e\n")
        self.idToOffset[name] = self._length
        data = pdfdoc.PDFIndirectObject(name, self.idToObject[name]).format(self)
        # ISO 19005-1, 6.1.7: a line end stands before the word; reportlab leaves it out.
        self._put(data[: -len(_END)] + b"\n" + _END if data.endswith(_END) else data)
        self.idToObject[name] = None

    def _put(self, data: bytes) -> None:
        self._target.write(data)
        self._length += len(data)


class StreamedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas over a ``StreamedDocument``, without reportlab's own preamble and its Helvetica."""

    def __init__(self, target: BinaryIO, made: datetime | None = None) -> None:
        super().__init__(target, pageCompression=1, invariant=1)
        self._doc = StreamedDocument(target, made)

    def _make_preamble(self) -> None:
        self._preamble = "0.5 w"

    def save(self) -> None:
        """Write what is left; the document cannot be used any more."""
        self._doc.finish(self)
