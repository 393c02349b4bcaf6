"""What a PDF says, by the programs with which others read it."""

import re
import subprocess


def run(program: str, *arguments: str, data: bytes) -> str:
    """What a program says of a PDF that it is given; it has nothing to complain of."""
    done = subprocess.run([program, *arguments], input=data, capture_output=True, check=True)
    return done.stdout.decode()


def text_of(pdf: bytes, *how: str) -> str:
    return run("pdftotext", *how, "-", "-", data=pdf)


def pages(pdf: bytes, *how: str) -> list[str]:
    return text_of(pdf, *how).split("\f")[:-1]


def heard(pdf: bytes) -> str:
    """All of it, as a screen reader comes to it."""
    return " ".join(re.findall(r'"(.*)"', run("pdfinfo", "-struct-text", "-", data=pdf)))


def fonts_of(pdf: bytes) -> list[str]:
    """The names of its fonts."""
    return [line.split()[0] for line in run("pdffonts", "-", data=pdf).splitlines()[2:]]
