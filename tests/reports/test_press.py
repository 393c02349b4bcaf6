"""Many letters in one file: in order, each its own, tagged, and made alike here and elsewhere."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import count, pairwise
from pathlib import Path
from time import monotonic, sleep

import pytest
from pypdf import PdfReader

from tests.printed import fonts_of, pages
from tests.reports import samples
from tests.verapdf import verdicts
from tracker.reports.paper import index_sheet, press
from tracker.reports.paper.index_sheet import Batch, Spoilt
from tracker.reports.paper.pdf import Letter, as_pdf

# Words that look like what a file says of itself.
STRANGE = "Ib (4 0 R) \\ /StructParents 0 /ABCDEF+ 5 0 R"
NAMES = ["Ane", STRANGE, "Åse", "Bo", "Ea"]


def letter(at: int) -> Letter:
    outside = samples.outside(recipient_name=NAMES[at % len(NAMES)])
    kinds = [samples.qualifying(), samples.closing("en"), samples.only_set_aside()]
    return Letter(kinds[at % 3], outside, large_print=at % 3 == 1)


def bound(items: list[Letter], told: Callable[[int], object] = lambda _: None) -> bytes:
    file = BytesIO()
    press.letters(items, file, told)
    return file.getvalue()


@pytest.fixture(scope="module")
def several() -> list[Letter]:
    return [letter(at) for at in range(5)]


@pytest.fixture(scope="module")
def batch(several: list[Letter]) -> Iterator[bytes]:
    """Two by two: what joins the parts is seen."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(press, "TOGETHER", 2)
        yield bound(several)


@pytest.mark.verapdf
def test_a_file_of_many_is_accessible(tmp_path: Path, batch: bytes):
    file = tmp_path / "batch.pdf"
    file.write_bytes(batch)
    assert verdicts({file: "ua1"}) == {file: "compliant"}


def test_all_letters_stand_in_the_order_asked_with_the_same_words(
    batch: bytes, several: list[Letter]
):
    alone = [as_pdf(each.document, each.outside, each.large_print) for each in several]
    empty = "Denne side er tom."
    expected = [page for data in alone for page in pages(data) if page.strip() != empty]
    found = [page for page in pages(batch) if page.strip() not in (empty, "This page is empty.")]
    assert [page for page in expected if "This page is empty." not in page] == found


def test_each_letter_counts_its_own_pages_and_begins_on_a_new_sheet(batch: bytes):
    found = pages(batch)
    firsts = [at for at, page in enumerate(found) if re.search(r"(Side|Page) 1 (af|of)", page)]
    assert len(firsts) == 5
    assert all(at % 2 == 0 for at in firsts)
    assert len(found) % 2 == 0


def test_what_is_read_aloud_is_a_part_for_each_letter_in_its_language(batch: bytes):
    root = PdfReader(BytesIO(batch), strict=True).trailer["/Root"]
    (document,) = root["/StructTreeRoot"]["/K"]
    letters = [each.get_object() for each in document.get_object()["/K"]]
    assert [(each["/S"], each["/Lang"]) for each in letters] == [
        ("/Part", language) for language in ("da", "en", "da", "da", "en")
    ]
    told = subprocess.run(
        ["pdfinfo", "-struct-text", "-"], input=batch, capture_output=True, check=True
    )
    heard = told.stdout.decode()
    assert told.stderr == b""
    assert [name for name in re.findall(r'"(.*)"', heard) if name in NAMES] == NAMES


def test_every_mark_on_a_page_is_found_in_the_structure(batch: bytes):
    reader = PdfReader(BytesIO(batch), strict=True)
    nums = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    by_key = dict(zip(nums[::2], nums[1::2], strict=True))
    seen = []
    for page in reader.pages:
        marks = re.findall(rb"/MCID (\d+)", page.get_contents().get_data())
        parents = by_key[page["/StructParents"]].get_object()
        assert sorted(map(int, marks)) == list(range(len(parents)))
        seen.append(page["/StructParents"])
        for annotation in page.get("/Annots", ()):
            key = annotation.get_object()["/StructParent"]
            assert by_key[key].get_object()["/S"] == "/Link"
            seen.append(key)
    assert sorted(seen) == list(range(len(by_key)))


def test_parts_of_a_font_have_names_of_their_own(batch: bytes):
    names = fonts_of(batch)
    assert len(names) == len(set(names)) == 6


def test_bookmarks_are_folded_under_the_numbers_of_the_letters(batch: bytes, several: list[Letter]):
    outline = PdfReader(BytesIO(batch), strict=True).outline
    assert [each.title for each in outline[::2]] == ["1", "2", "3", "4", "5"]
    below = [[each.title for each in some if not isinstance(each, list)] for some in outline[1::2]]
    assert below == [[each.document.title()] for each in several]


def test_a_file_of_no_letters_is_refused():
    with pytest.raises(ValueError, match="no letters"):
        bound([])


@pytest.fixture
def in_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press, "MANY", 4)
    monkeypatch.setattr(press, "TOGETHER", 2)


@pytest.mark.usefixtures("in_processes")
def test_processes_make_the_same(several: list[Letter], batch: bytes):
    told: list[int] = []
    assert pages(bound(several, told.append)) == pages(batch)
    assert told == [2, 2, 1]


@pytest.mark.usefixtures("in_processes")
def test_an_error_says_in_which_letter(several: list[Letter]):
    wrong = Letter(replace(samples.qualifying(), language="fo"), samples.outside())
    with pytest.raises(press.Unprintable, match="letter 4 could not be made: ValueError") as caught:
        bound([*several[:3], wrong, *several[4:]])
    assert caught.value.number == 4


def test_no_more_is_taken_than_keeps_the_processes_busy():
    taken = count()
    with press.Press(1) as pool:
        made = pool.each(abs, (-next(taken) for _ in range(100)))
        assert next(made) == 0
        assert next(taken) <= 4
        assert list(made)[-1] > 90


INDEX = Batch(
    language="da",
    process="Stien om søen",
    round=7,
    department="Natur og Vej",
    made=datetime(2026, 3, 2, 11, 5, tzinfo=UTC),
    protected=2,
    confided=1,
    otherwise=4,
)


def indexed(items: list[Letter], index: Batch = INDEX) -> tuple[bytes, list[Spoilt]]:
    file = BytesIO()
    spoilt = press.letters(items, file, index=index)
    return file.getvalue(), spoilt


@pytest.fixture(scope="module")
def for_the_printer(several: list[Letter]) -> Iterator[bytes]:
    """With an index, in two pieces, and a letter that cannot be made."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(press, "TOGETHER", 2)
        patched.setattr(index_sheet, "TOGETHER", 3)
        name = samples.outside(recipient_name="Ulla", slip_code="X1X-1XX")
        wrong = Letter(replace(samples.qualifying(), language="fo"), name)
        made, spoilt = indexed([*several[:3], wrong, *several[3:]])
    assert spoilt == [Spoilt("Ulla", "X1X-1XX", "ValueError")]
    yield made


def test_the_index_says_what_lies_in_the_file_and_what_does_not(for_the_printer: bytes):
    found = pages(for_the_printer)
    index = " ".join(" ".join(page for page in found if "Oversigt" in page).split())
    for said in (
        "Natur og Vej · Stien om søen · runde 7 · lavet 2. marts 2026 kl. 12.05",
        "5 breve på 14 ark",
        "2 af dem er med stor skrift.",
        "2 breve går til en beskyttet adresse. Hent dem for sig.",
        "I 1 brev er noget betroet til andre.",
        "4 breve skal siges på en anden måde nu.",
        "Ulla (X1X-1XX): brevet kunne ikke laves. ValueError",
        "Oversigt over breve, fortsat",
    ):
        assert said in index
    assert "Søvej" not in index and samples.QUOTES["da"] not in index


def test_the_thinnest_letters_lie_first_each_where_the_index_says(
    for_the_printer: bytes, several: list[Letter]
):
    found = pages(for_the_printer)
    firsts = [at for at, page in enumerate(found) if re.search(r"(Side|Page) 1 (af|of)", page)]
    sheets = [(b - a) // 2 for a, b in pairwise([*firsts, len(found)])]
    assert sheets == sorted(sheets)
    names = [next(name for name in NAMES if name in found[at].splitlines()) for at in firsts]
    index = "\n".join(found[: firsts[0]])
    begun = {name.split()[0]: name for name in NAMES}
    rows = re.findall(rf"^({'|'.join(begun)})\b", index, re.M)
    assert [begun[word] for word in rows] == names
    # Two of the pieces, each on a sheet of its own, and nothing of a letter on their backs.
    assert firsts[0] == 4
    outline = PdfReader(BytesIO(for_the_printer), strict=True).outline
    titles = [each.title for each in outline[::2]]
    assert titles == ["Oversigt over breve"] * 2 + [f"{n} · K7M-4QX" for n in range(1, 6)]


@pytest.mark.verapdf
def test_a_file_with_an_index_is_accessible_and_has_its_title(
    tmp_path: Path, for_the_printer: bytes
):
    file = tmp_path / "printer.pdf"
    file.write_bytes(for_the_printer)
    assert verdicts({file: "ua1"}) == {file: "compliant"}
    reader = PdfReader(file, strict=True)
    assert reader.metadata and reader.metadata.title == "Oversigt over breve"
    root = reader.trailer["/Root"]
    (document,) = root["/StructTreeRoot"]["/K"]
    languages = [each.get_object()["/Lang"] for each in document.get_object()["/K"]]
    assert (root["/Lang"], languages[:2]) == ("da", ["da", "da"])
    assert sorted(languages[2:]) == ["da", "da", "da", "en", "en"]


def test_where_no_letter_can_be_made_there_is_no_file():
    wrong = Letter(replace(samples.qualifying(), language="fo"), samples.outside())
    with pytest.raises(press.Unprintable):
        indexed([wrong, wrong])


PARENT = """
import os, time
from tracker.reports.paper.press import Press

def own(_):
    return os.getpid()

if __name__ == "__main__":
    press = Press(1)
    print(next(press.each(own, [0])), flush=True)
    time.sleep(60)
"""


def test_processes_end_with_the_one_that_began_them(tmp_path: Path):
    program = tmp_path / "parent.py"
    program.write_text(PARENT)
    environ = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        [sys.executable, program], stdout=subprocess.PIPE, text=True, env=environ
    ) as parent:
        assert parent.stdout
        worker = Path(f"/proc/{int(parent.stdout.readline())}")
        assert worker.exists()
        parent.kill()
    ends = monotonic() + 10
    while worker.exists() and monotonic() < ends:
        sleep(0.05)
    assert not worker.exists()
