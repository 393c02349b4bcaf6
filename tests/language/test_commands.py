import json

import pytest
from click.testing import CliRunner

from tracker.language.commands import readability

# 10 words, 2 sentences, long: Samtlige, borgere. 5 + 20 = 25.
TEXT = "Samtlige borgere kom i går. Vi holdt et godt møde."


@pytest.fixture
def run(tmp_path):
    def run(*options: str, content: bytes = TEXT.encode(), stdin: bool = False):
        file = tmp_path / "tekst.txt"
        file.write_bytes(content)
        where = "-" if stdin else str(file)
        return CliRunner().invoke(readability, [where, *options], input=content if stdin else None)

    return run


def test_json_has_the_counts_and_the_advice(run):
    result = run("--json")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert json.loads(result.stdout) == {
        "lix": 25.0,
        "band": "easy",
        "words": 10,
        "sentences": 2,
        "long_words": 2,
        "advice": [{"kind": "officialese", "text": "Samtlige", "suggestion": "alle"}],
    }


def test_the_lix_is_rounded_and_the_band_is_not(run):
    # 24 sentences of 24 words, one of 25, none long: 601 / 25 = 24.04.
    text = ("Ord" + " ord" * 23 + ". ") * 24 + "Ord" + " ord" * 24 + "."
    data = json.loads(run("--json", content=text.encode()).stdout)
    assert (data["words"], data["sentences"]) == (601, 25)
    assert (data["lix"], data["band"]) == (24.0, "easy")


def test_the_plain_form_is_for_people(run):
    result = run(content=f"Hej\r\n\r\n{TEXT}\nKommunalbestyrelsen sagde ja.".encode())
    assert result.exit_code == 0
    # 14 words, 4 sentences, 3 long: 3.5 + 21.43.
    assert result.stdout.splitlines() == [
        "LIX 24.9: easy",
        "Words: 14. Sentences: 4. Long words: 3.",
        "With fewer than 50 words, the LIX says little.",
        "",
        "Long words (more than 15 letters):",
        "  line 4: Kommunalbestyrelsen",
        "",
        "Officialese:",
        "  line 3: Samtlige -> alle",
    ]


def test_a_long_sentence_is_shown_on_one_line(run):
    result = run(content=b"Ord\nord " * 25)
    assert "Long sentences (more than 25 words):\n  line 1: Ord ord Ord" in result.stdout
    assert "says little" not in result.stdout


def test_the_text_can_come_from_standard_input(run):
    assert json.loads(run("--json", stdin=True).stdout)["words"] == 10


def test_the_language_decides_what_is_officialese(run):
    text = b"Samtlige, pursuant to"
    assert '"alle"' in run("--json", content=text).stdout
    english = json.loads(run("--json", "--language", "en", content=text).stdout)
    assert [one["text"] for one in english["advice"]] == ["pursuant to"]


@pytest.mark.parametrize("content", [b"", b"\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_no_error(run, content):
    data = json.loads(run("--json", content=content).stdout)
    assert (data["lix"], data["words"], data["sentences"]) == (0, 0, 0)


def test_a_byte_order_mark_is_no_part_of_the_text(run):
    assert json.loads(run("--json", content=b"\xef\xbb\xbf" + TEXT.encode()).stdout)["words"] == 10


def test_a_file_in_another_encoding_is_refused_in_one_line(run):
    result = run("--json", content="Blåbær".encode("cp1252"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("tekst.txt: not UTF-8 text (at byte 3)\n")
    assert result.stderr.count("\n") == 1
    result = run(stdin=True, content=b"\xff")
    assert (result.exit_code, result.stderr) == (
        2,
        "Error: standard input: not UTF-8 text (at byte 1)\n",
    )


@pytest.mark.parametrize(
    ("name", "reason"), [("mangler.txt", "No such file or directory"), (".", "Is a directory")]
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(tmp_path, name, reason):
    path = str(tmp_path / name)
    result = CliRunner().invoke(readability, [path])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"Error: {path}: {reason}\n"


def test_an_unknown_language_is_bad_usage(run):
    assert run("--language", "de").exit_code == 2


def test_help_says_what_it_does(run):
    result = CliRunner().invoke(readability, ["--help"])
    assert result.exit_code == 0
    assert "how easily the text in FILE reads" in result.stdout
