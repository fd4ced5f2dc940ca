"""Pages in mdoc, taken apart."""

import re

ESCAPES = {r"\-": "-", r"\(aq": "'", r"\(ga": "`", r"\(ha": "^",
           r"\(ti": "~", r"\(dq": '"', r"\&": "", r"\e": "\\", "\\ ": " "}


def plain(text):
    """mdoc without its escapes."""
    return re.sub(r"\\(?:\(..|.)", lambda m: ESCAPES[m.group()], text)


def sections(page, macro=".Sh"):
    """Title and lines of each section, or what else `macro` begins."""
    found = {}
    lines = []
    for line in page.splitlines():
        if line.startswith(macro + " "):
            lines = found.setdefault(plain(line[len(macro) + 1:]), [])
        else:
            lines.append(line)
    return found


def items(lines):
    """The entries of lists: the term without macros, and the text behind."""
    found = []
    for line in lines:
        if line.startswith(".It "):
            words = [plain(w) for w in re.findall(r"(?:\\ |\S)+", line)[1:]
                     if w not in ("Cm", "Er", "Ev", "Pa")]
            found.append([" ".join(words), ""])
        elif found and not line.startswith("."):
            found[-1][1] += plain(line) + " "
        elif found and line.startswith(".Li "):
            found[-1][1] += plain(line[4:]) + " "
    return found
