import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.language.guards import find_contacts, find_cpr, find_names, names


def cprs(text: str) -> list[str]:
    return [one.text for one in find_cpr(text)]


@pytest.mark.parametrize(
    "number",
    [
        "010203-1234",
        "010203 1234",
        "0102031234",
        "311299-9999",
        "290200-4123",  # 2000 was a leap year
        "010203\u00a01234",
        "010203\u202f1234",
        "010203\u20111234",
        "010203–1234",
        "010203—1234",
        "010203\u22121234",
        "010203\u00ad1234",
        "010203\u200b1234",
        "010203 - 1234",
        "010203-\n1234",
        "010203  1234",
        "01.02.03-1234",
        "01/02/03-1234",
        "01 02 03 1234",
        "٠١٠٢٠٣-١٢٣٤",
    ],
)
@pytest.mark.parametrize("around", ["{}", "Mit cpr er {}, og jeg bor her.", "({})", "cpr:{}."])
def test_a_cpr_number_is_found_however_it_is_written(number, around):
    text = around.format(number)
    (found,) = find_cpr(text)
    assert (found.kind, found.text) == ("cpr", number)
    assert text[found.start : found.end] == number


@pytest.mark.parametrize(
    "text",
    ["CPR0102031234", "cpr.nr.010203-1234", "født 0102031234", "010203-1234s mor", "f010203-1234"],
)
def test_a_cpr_number_glued_to_a_word_is_found(text):
    assert len(cprs(text)) == 1


def test_modulus_11_does_not_count():
    # 070761-4285 is a number of the old kind; the next passes no checksum.
    assert cprs("070761-4285 og 070761-4286") == ["070761-4285", "070761-4286"]


def test_several_are_found_in_their_order():
    assert cprs("010203-1234/020304-1235, 0304051236") == [
        "010203-1234",
        "020304-1235",
        "0304051236",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "310203-1234",  # 31 February
        "321203-1234",
        "011303-1234",
        "000000-0000",
        "290201-1234",  # 1901, no leap year
        "89 40 20 00",
        "89402000",
        "8940 2000",
        "+45 89 40 20 00",
        "+4589402000",
        "+0102031234",
        "tlf. 0102031234",
        "Telefonnr.: 0102031234",
        "24/012345-7",
        "24/010203-1234",
        "2024-010203-1234",
        "010203-1234-56",
        "010203-1234/5",
        "15.20.00-0012-24",
        "27.03.00-P20-1-24",
        "10102031234",
        "01020312345",
        "5798000123456",
        "DK5000400440116243",
        "DK50 0040 0440 1162 43",
        "konto 0102031234",
        "kontonr. 1234 0102031234",
        "reg.nr. 1234 0102031234",
        "1234-0102031234",
        "8401 0102031234",
        "a0102031234",
        "0102031234b",
        "1.0102031234",
        "010203_1234",
        "01.02.2003 1234",
        "2024-03-12 1234",
        "kl. 10-12, 14-16 og 18-20",
        "010203 12345",
        "010203-123",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert cprs(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Ring på 89402000.", "phone", "89402000"),
        ("tlf. 89 40 20 00, tak", "phone", "89 40 20 00"),
        ("89\u00a040\u00a020\u00a000", "phone", "89\u00a040\u00a020\u00a000"),
        ("8940 2000", "phone", "8940 2000"),
        ("89-40-20-00", "phone", "89-40-20-00"),
        ("89.40.20.00.", "phone", "89.40.20.00"),
        ("+4589402000", "phone", "+4589402000"),
        ("(+45) 89 40 20 00", "phone", "(+45) 89 40 20 00"),
        ("0045 89 40 20 00", "phone", "0045 89 40 20 00"),
        ("+46 70-123 45 67", "phone", "+46 70-123 45 67"),
        ("(mona@aarhus.dk)", "email", "mona@aarhus.dk"),
        ("Skriv til m.o'nna+x@sub.aarhus.dk.", "email", "m.o'nna+x@sub.aarhus.dk"),
        ("bø@ærø.dk", "email", "bø@ærø.dk"),
    ],
)
def test_contacts_are_found(text, kind, found):
    (one,) = find_contacts(text)
    assert (one.kind, one.text) == (kind, found)
    assert text[one.start : one.end] == found


def test_contacts_come_in_the_order_of_the_text():
    kinds = [one.kind for one in find_contacts("89402000, a@b.dk, 20 30 40 50")]
    assert kinds == ["phone", "email", "phone"]


@pytest.mark.parametrize(
    "text",
    [
        "112",
        "12345678",  # no number begins with 1
        "010203-1234",
        "2110625629",
        "211062 5629",
        "5.000.000",
        "25000000 kr.",
        "25 00 00 00 kroner",
        "2019 2020",
        "2024-03-12",
        "12.03.2024",
        "24/012345-7",
        "4571 2233 4455 6677",
        "DK50 0040 0440 1162 43",
        "12 22 33 44 55 66",
        "5798000123456",
        "@mona",
        "mona@hjemme",
        "kl. 10.30-12.30",
        "22334455@",
    ],
)
def test_what_is_no_contact_is_left_alone(text):
    assert find_contacts(text) == []


KNOWN = ["Mona", "Jens", "Anne", "Marie", "Hansen", "Max", "Mona Jensen", "Åse", "Bo", "Ida"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mona kom.", ["Mona"]),
        ("MONA og mona", ["Mona"]),
        ("Monas hund", ["Mona"]),
        ("Jens' kat, Max's bil, Idas og Ida’s hus", ["Jens", "Max", "Ida"]),
        ("Jenses", []),
        ("Anne-Marie", []),
        ("Hansen-sagen", ["Hansen"]),
        ("(Mona  Jensen)", ["Mona", "Mona Jensen"]),
        ("Mona\nJensens svar", ["Mona", "Mona Jensen"]),
        ("A\u030ase og ÅSE", ["Åse"]),
        ("Boede hun i boden ved bogen?", []),
        ("Hun vil bo her", ["Bo"]),  # rather one too many
        ("Monasen, Monalisa", []),
        ("Mona_x", []),
        ("", []),
    ],
)
def test_names_are_found_as_whole_words(text, found):
    assert names(text, KNOWN) == found


def test_a_name_is_told_once_and_an_empty_one_never():
    assert names("Mona (b.) og Mona", ["Mona", "Mona", "", " ", "("]) == ["Mona"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mona jensen kom", [("name", "mona jensen")]),
        ("Mona  Jensens hund", [("name_of", "Mona  Jensens")]),
        ("Monas hund, Jensens hus", [("name_of", "Monas"), ("name_of", "Jensens")]),
        ("Jens' kat og Max's bil", [("name_of", "Jens'"), ("name_of", "Max's")]),
        ("A\u030ases kat, ÅSE", [("name_of", "A\u030ases"), ("name", "ÅSE")]),
        # A word is a name when it is written as one.
        ("Hun vil bo her, og det vil jensen", []),
        ("Bo vil bo her", [("name", "Bo")]),
        ("Anne-Marie og Monalisa", []),
        ("", []),
    ],
)
def test_where_somebody_is_named_is_found(text, found):
    assert [(one.kind, one.text) for one in find_names(text, KNOWN)] == found
    assert all(text[one.start : one.end] == one.text for one in find_names(text, KNOWN))


def test_nobody_is_named_by_an_empty_name():
    assert find_names("Mona (b.)", ["", " ", "("]) == []


@settings(deadline=None)
@given(st.text(alphabet="0123456789 -./+@a(\u00a0\n٣", max_size=60))
def test_any_text_can_be_guarded(text):
    for one in find_cpr(text) + find_contacts(text):
        assert text[one.start : one.end] == one.text
    for one in find_cpr(text):
        assert sum(sign.isdecimal() for sign in one.text) == 10


@settings(deadline=None)
@given(st.dates(), st.integers(0, 9999), st.sampled_from(["-", " ", ""]))
def test_every_date_of_birth_is_found(day, serial, parting):
    # The century is in the serial, so 29 February may fall in a year that has none.
    number = f"{min(day.day, 28):02}{day.month:02}{day.year % 100:02}{parting}{serial:04}"
    assert cprs(f"Se {number}.") == [number]
