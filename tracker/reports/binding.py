"""One tagged PDF of many letters, written as they come: no more of them in memory than one part.

The layout engine makes the objects of a part as if they were a file of their own. All but what a
file has once is written at once, under numbers further on; pages, structure and metadata of the
whole come last. A letter is one element of the structure, in the language it is read in.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count, islice
from struct import Struct
from typing import IO, Any

# What a file has once, by the numbers it has in every file of ours.
CATALOG, PAGES, STRUCTURE, DOCUMENT, PARENTS, OUTLINES, METADATA, INFO = range(1, 9)

# What is said by number in an object: others, its own place in the structure, and of a font that
# it is a part of one: two such parts may not have the same name. Within words nothing is.
_SAID = re.compile(
    rb"\((?:[^\\()]|\\.)*\)|(\d+) 0 R|(/StructParents? )(\d+)|(/[A-Z]{3})[A-Z]{3}\+", re.DOTALL
)
_PLACE = Struct(">BIH")
_WIDTHS = b"[1 4 2]"
_FREE, _PLAIN, _PACKED = range(3)
# Readers unpack all objects of a pack to see one.
PACK = 500


@dataclass(frozen=True)
class Outline:
    """The bookmarks of a part: its own number, the first and the last below it, how many are."""

    number: int
    first: int
    last: int
    count: int


@dataclass(frozen=True)
class Part:
    """Some letters as the objects of a file, by the numbers that the layout engine gave them.

    `letters` are elements of the structure; `parents` tell by key what a content belongs to;
    `once` maps numbers to those of what the whole file has once.
    """

    size: int
    objects: list[tuple[int, bytes]]
    streams: list[tuple[int, bytes, bytes]]
    pages: list[int]
    letters: list[int]
    parents: list[int]
    outline: Outline | None
    once: dict[int, int]
    language: bytes
    info: bytes
    metadata: bytes


def part_of(pdf: Any, letters: Sequence[tuple[str, int]]) -> Part:
    """What the layout engine is about to write, taken from it; it has nothing left to write.

    `letters`: the language of each and how many pages it has, in the order of the pages.
    """
    catalog = pdf.catalog
    root = _object(pdf, catalog["StructTreeRoot"])
    tree, document = _object(pdf, root["ParentTree"]), _object(pdf, root["K"][0])
    metadata = _object(pdf, catalog["Metadata"])
    parents = [_number(pdf, value) for value in tree["Nums"][1::2]]
    outlines = catalog.get("Outlines")
    outline = _outline(_object(pdf, outlines)) if outlines else None
    once = {pdf.pages.number: PAGES, document.number: DOCUMENT}
    left = {0, catalog.number, root.number, tree.number, metadata.number, *once}
    left |= {outline.number} if outline else set()
    elements = _letters(pdf, document, letters)
    size = len(pdf.objects) - 1
    kept = [each for each in pdf.objects if each.number not in left]
    part = Part(
        size=size + len(elements),
        objects=[(each.number, each.data) for each in kept if each.compressible]
        + list(enumerate(elements, size + 1)),
        streams=[(each.number, *_parted(each.data)) for each in kept if not each.compressible],
        pages=[_number(pdf, each) for each in pdf.page_references],
        letters=list(range(size + 1, size + 1 + len(elements))),
        parents=parents,
        outline=outline,
        once=once,
        language=catalog["Lang"].data,
        info=pdf.info.data,
        metadata=metadata.data,
    )
    del pdf.objects[1:]
    return part


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _number(pdf: Any, value: Any) -> int:
    """The number of what is referred to; what stands in its place gets one of its own."""
    if isinstance(value, bytes):
        return int(value.split()[0])
    pdf.add_object(value)
    number: int = value.number
    return number


def _outline(outlines: Any) -> Outline:
    first, last = (int(outlines[end].split()[0]) for end in ("First", "Last"))
    return Outline(outlines.number, first, last, outlines["Count"])


def _letters(pdf: Any, document: Any, letters: Sequence[tuple[str, int]]) -> list[bytes]:
    """An element for each letter, which holds what stood in the document itself."""
    size = len(pdf.objects)
    references = iter(pdf.page_references)
    whose = {
        page: at for at, (_, pages) in enumerate(letters) for page in islice(references, pages)
    }
    held: list[list[bytes]] = [[] for _ in letters]
    for reference in document["K"]:
        element = _object(pdf, reference)
        at = whose[element["Pg"]]
        element["P"] = b"%d 0 R" % (size + at)
        held[at].append(reference)
    return [
        b"<</Type /StructElem/S /Part/P %d 0 R/Lang (%s)/K [%s]>>"
        % (document.number, language.encode(), b" ".join(kids))
        for (language, _), kids in zip(letters, held, strict=True)
    ]


def _parted(stream: bytes) -> tuple[bytes, bytes]:
    """A stream's own words, in which numbers are, and its content, in which none are."""
    head, begins, content = stream.partition(b"\nstream\n")
    return head, begins + content


class Binder:
    """Writes one file, part after part; `close` writes what makes it one."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._at = 0
        self._places = bytearray(_PLACE.pack(_FREE, 0, 0) * (INFO + 1))
        self._first: Part | None = None
        self._pages: list[int] = []
        self._letters: list[int] = []
        self._parents: list[int] = []
        self._outlines: list[tuple[bytes, Outline]] = []
        self._parts = count()
        self._write(b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n")

    def add(self, part: Part) -> None:
        """Write a part's pages after those of the parts before."""
        self._first = self._first or part
        base, keys, font = self._size - 1, len(self._parents), _tag(next(self._parts))

        def moved(found: re.Match[bytes]) -> bytes:
            number, place, key, name = found.groups()
            if number:
                old = int(number)
                return b"%d 0 R" % (part.once.get(old) or base + old)
            if place:
                return b"%s%d" % (place, keys + int(key))
            return b"%s%s+" % (name, font) if name else found[0]

        self._places += _PLACE.pack(_FREE, 0, 0) * part.size
        for number, head, content in part.streams:
            self._stream(base + number, _SAID.sub(moved, head), content)
        self._pack([(base + number, _SAID.sub(moved, data)) for number, data in part.objects])
        if part.outline:
            own = part.outline
            title = b"%d-%d" % (len(self._letters) + 1, len(self._letters) + len(part.letters))
            number, first, last = (base + each for each in (own.number, own.first, own.last))
            self._outlines.append((title, Outline(number, first, last, own.count)))
        for all_, new in (
            (self._pages, part.pages),
            (self._letters, part.letters),
            (self._parents, part.parents),
        ):
            all_ += [base + number for number in new]

    def close(self) -> None:
        """Write what the whole has once; ValueError when it has no part."""
        if self._first is None:
            raise ValueError("no letters")
        first = self._first
        self._stream(METADATA, *_parted(first.metadata))
        keyed = b" ".join(b"%d %d 0 R" % pair for pair in enumerate(self._parents))
        self._pack(
            [
                (
                    CATALOG,
                    b"<</Type /Catalog/Pages %d 0 R/StructTreeRoot %d 0 R/Metadata %d 0 R"
                    b"/Outlines %d 0 R/Lang %s/MarkInfo <</Marked true>>"
                    b"/ViewerPreferences <</DisplayDocTitle true>>>>"
                    % (PAGES, STRUCTURE, METADATA, OUTLINES, first.language),
                ),
                (
                    PAGES,
                    b"<</Type /Pages/Count %d/Kids %s>>" % (len(self._pages), _array(self._pages)),
                ),
                (
                    STRUCTURE,
                    b"<</Type /StructTreeRoot/K [%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d>>"
                    % (DOCUMENT, PARENTS, len(self._parents)),
                ),
                (
                    DOCUMENT,
                    b"<</Type /StructElem/S /Document/P %d 0 R/K %s>>"
                    % (STRUCTURE, _array(self._letters)),
                ),
                (PARENTS, b"<</Nums [%s]>>" % keyed),
                (INFO, first.info),
                *self._bookmarks(),
            ]
        )
        self._end()

    def _bookmarks(self) -> list[tuple[int, bytes]]:
        """The bookmarks of each part, folded under the numbers of its letters."""
        numbers = [own.number for _, own in self._outlines]
        ends = b"/First %d 0 R/Last %d 0 R" % (numbers[0], numbers[-1]) if numbers else b""
        found = [(OUTLINES, b"<</Type /Outlines/Count %d%s>>" % (len(numbers), ends))]
        for (title, own), before, after in zip(
            self._outlines, [0, *numbers][:-1], [*numbers, 0][1:], strict=True
        ):
            beside = b"/Prev %d 0 R" % before if before else b""
            beside += b"/Next %d 0 R" % after if after else b""
            found.append(
                (
                    own.number,
                    b"<</Title (%s)/Parent %d 0 R/First %d 0 R/Last %d 0 R/Count %d%s>>"
                    % (title, OUTLINES, own.first, own.last, -own.count, beside),
                )
            )
        return found

    @property
    def _size(self) -> int:
        return len(self._places) // _PLACE.size

    def _write(self, data: bytes) -> None:
        self._at += self._file.write(data)

    def _placed(self, number: int, *place: int) -> None:
        _PLACE.pack_into(self._places, number * _PLACE.size, *place)

    def _stream(self, number: int, head: bytes, content: bytes) -> None:
        self._placed(number, _PLAIN, self._at, 0)
        self._write(b"%d 0 obj\n%s%s\nendobj\n" % (number, head, content))

    def _new(self, head: bytes, data: bytes) -> int:
        """Write compressed data under a new number."""
        number = self._size
        self._places += _PLACE.pack(_FREE, 0, 0)
        packed = zlib.compress(data)
        content = b"\nstream\n%s\nendstream" % packed
        said = b"<<%s/Filter /FlateDecode/Length %d>>" % (head, len(packed))
        self._stream(number, said, content)
        return number

    def _pack(self, objects: Iterable[tuple[int, bytes]]) -> None:
        """Write objects, many compressed together."""
        left = iter(objects)
        while some := list(islice(left, PACK)):
            places, at = [], 0
            for number, data in some:
                places.append(b"%d %d" % (number, at))
                at += len(data) + 1
            index = b" ".join(places) + b"\n"
            head = b"/Type /ObjStm/N %d/First %d" % (len(some), len(index))
            pack = self._new(head, index + b"\n".join(data for _, data in some))
            for place, (number, _) in enumerate(some):
                self._placed(number, _PACKED, pack, place)

    def _end(self) -> None:
        """Write where everything is, itself too."""
        begins, size = self._at, self._size + 1
        places = bytes(self._places) + _PLACE.pack(_PLAIN, begins, 0)
        head = b"/Type /XRef/Size %d/W %s/Root %d 0 R/Info %d 0 R"
        self._new(head % (size, _WIDTHS, CATALOG, INFO), places)
        self._write(b"startxref\n%d\n%%%%EOF\n" % begins)


def _array(numbers: Iterable[int]) -> bytes:
    return b"[%s]" % b" ".join(b"%d 0 R" % number for number in numbers)


def _tag(number: int) -> bytes:
    """Three capitals, of no other part among 17,576."""
    return bytes(65 + number // 26**place % 26 for place in (2, 1, 0))
