"""One tagged PDF of many letters, written as they come: no more of them in memory than one part.

The layout engine makes the objects of a part as if they were a file of their own. All but what a
file has once is written at once, under numbers further on; pages, structure and metadata of the
whole come last: so letters may stand in another order than they came in. A letter is one element of
the structure, in the language it is read in.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from struct import Struct
from typing import IO, Any, NamedTuple

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
    """The bookmarks of a letter: its own number, the first and the last below it, how many are."""

    number: int
    first: int
    last: int
    count: int


@dataclass(frozen=True)
class Part:
    """Some letters as the objects of a file, by the numbers that the layout engine gave them.

    `lengths`: how many of the pages each letter has; `letters` are elements of the structure;
    `parents` tell by key what a content belongs to; `once` maps numbers to those of what the whole
    file has once.
    """

    size: int
    objects: list[tuple[int, bytes]]
    streams: list[tuple[int, bytes, bytes]]
    pages: list[int]
    lengths: list[int]
    letters: list[int]
    parents: list[int]
    outlines: list[Outline | None]
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
    once = {pdf.pages.number: PAGES, document.number: DOCUMENT}
    left = {0, catalog.number, root.number, tree.number, metadata.number, *once}
    left |= {int(outlines.split()[0])} if outlines else set()
    whose = _whose(pdf, letters)
    elements = _letters(pdf, document, letters, whose)
    size = len(pdf.objects) - 1
    # Bookmarks are changed before they are read.
    numbers = range(size + len(elements) + 1, size + 2 * len(elements) + 1)
    bookmarks = _outlines(pdf, outlines, whose, numbers)
    kept = [each for each in pdf.objects if each.number not in left]
    part = Part(
        size=size + 2 * len(elements),
        objects=[(each.number, each.data) for each in kept if each.compressible]
        + list(enumerate(elements, size + 1)),
        streams=[(each.number, *_parted(each.data)) for each in kept if not each.compressible],
        pages=[_number(pdf, each) for each in pdf.page_references],
        lengths=[pages for _, pages in letters],
        letters=list(range(size + 1, size + 1 + len(elements))),
        parents=parents,
        outlines=bookmarks,
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


def _whose(pdf: Any, letters: Sequence[tuple[str, int]]) -> dict[bytes, int]:
    """Which letter each page is of."""
    references = iter(pdf.page_references)
    return {page: at for at, (_, pages) in enumerate(letters) for page in islice(references, pages)}


def _outlines(
    pdf: Any, outlines: bytes | None, whose: Mapping[bytes, int], numbers: range
) -> list[Outline | None]:
    """The bookmarks that stood in the outline itself, below one of each letter's own."""
    held: list[list[Any]] = [[] for _ in numbers]
    reference = _object(pdf, outlines)["First"] if outlines else None
    while reference is not None:
        bookmark = _object(pdf, reference)
        held[whose[bookmark["Dest"][0]]].append(bookmark)
        reference = bookmark.get("Next")
    return [_below(number, some) for number, some in zip(numbers, held, strict=True)]


def _below(number: int, bookmarks: Sequence[Any]) -> Outline | None:
    if not bookmarks:
        return None
    for bookmark in bookmarks:
        bookmark["Parent"] = b"%d 0 R" % number
    first, last = bookmarks[0], bookmarks[-1]
    first.pop("Prev", None)
    last.pop("Next", None)
    count = sum(1 + bookmark["Count"] for bookmark in bookmarks)
    return Outline(number, first.number, last.number, count)


def _letters(
    pdf: Any, document: Any, letters: Sequence[tuple[str, int]], whose: Mapping[bytes, int]
) -> list[bytes]:
    """An element for each letter, which holds what stood in the document itself."""
    size = len(pdf.objects)
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


class _Bound(NamedTuple):
    """A letter in the file: its pages, its element of the structure, its bookmarks."""

    pages: list[int]
    element: int
    outline: Outline | None


class Binder:
    """Writes one file, part after part; `close` writes what makes it one."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._at = 0
        self._places = bytearray(_PLACE.pack(_FREE, 0, 0) * (INFO + 1))
        self._first: Part | None = None
        self._letters: list[_Bound] = []
        self._parents: list[int] = []
        self._parts = count()
        self._write(b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n")

    def add(self, part: Part, names: bool = False) -> None:
        """Write a part; when it `names` the file, the whole has its title and language."""
        self._first = part if names else self._first or part
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
        pages = iter(part.pages)
        for length, element, own in zip(part.lengths, part.letters, part.outlines, strict=True):
            outline = own and Outline(
                base + own.number, base + own.first, base + own.last, own.count
            )
            theirs = [base + page for page in islice(pages, length)]
            self._letters.append(_Bound(theirs, base + element, outline))
        self._parents += [base + number for number in part.parents]

    def close(self, placed: Sequence[tuple[int, str]] | None = None) -> None:
        """Write what the whole has once; ValueError when it has no part.

        `placed`: the letters in the order of the file, each by its place among those added, from 0,
        and what its bookmark says. Unless told they stand as they came, by their numbers.
        """
        if self._first is None:
            raise ValueError("no letters")
        first = self._first
        if placed is None:
            placed = [(at, str(at + 1)) for at in range(len(self._letters))]
        letters = [self._letters[at] for at, _ in placed]
        pages = [page for letter in letters for page in letter.pages]
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
                    b"<</Type /Pages/Count %d/Kids %s>>" % (len(pages), _array(pages)),
                ),
                (
                    STRUCTURE,
                    b"<</Type /StructTreeRoot/K [%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d>>"
                    % (DOCUMENT, PARENTS, len(self._parents)),
                ),
                (
                    DOCUMENT,
                    b"<</Type /StructElem/S /Document/P %d 0 R/K %s>>"
                    % (STRUCTURE, _array(letter.element for letter in letters)),
                ),
                (PARENTS, b"<</Nums [%s]>>" % keyed),
                (INFO, first.info),
                *_bookmarks([title for _, title in placed], [letter.outline for letter in letters]),
            ]
        )
        self._end()

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


def _bookmarks(
    titles: Iterable[str], outlines: Iterable[Outline | None]
) -> list[tuple[int, bytes]]:
    """The bookmarks of each letter, folded under its own."""
    own = [(title, each) for title, each in zip(titles, outlines, strict=True) if each]
    numbers = [each.number for _, each in own]
    ends = b"/First %d 0 R/Last %d 0 R" % (numbers[0], numbers[-1]) if numbers else b""
    found = [(OUTLINES, b"<</Type /Outlines/Count %d%s>>" % (len(numbers), ends))]
    for (title, each), before, after in zip(
        own, [0, *numbers][:-1], [*numbers, 0][1:], strict=True
    ):
        beside = b"/Prev %d 0 R" % before if before else b""
        beside += b"/Next %d 0 R" % after if after else b""
        said = title.encode("utf-16-be").hex().encode()
        found.append(
            (
                each.number,
                b"<</Title <feff%s>/Parent %d 0 R/First %d 0 R/Last %d 0 R/Count %d%s>>"
                % (said, OUTLINES, each.first, each.last, -each.count, beside),
            )
        )
    return found


def _array(numbers: Iterable[int]) -> bytes:
    return b"[%s]" % b" ".join(b"%d 0 R" % number for number in numbers)


def _tag(number: int) -> bytes:
    """Three capitals, of no other part among 17,576."""
    return bytes(65 + number // 26**place % 26 for place in (2, 1, 0))
