"""Cells of a CSV file, as a spreadsheet reads them."""

# What makes a spreadsheet reckon, or look elsewhere, instead of showing what stands there.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula; a list as its parts, with spaces."""
    if isinstance(value, list):
        return " ".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
