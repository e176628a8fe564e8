"""Who wrote a text, as a line at its beginning says it."""

import re

from arrivals.records.participant import ArrivingParticipant

LONGEST_BYLINE = 200
_BEGIN = re.compile(r"^(?:(?:written|story|text|words|a guest post)\s+)?by:?\s+(?=\S)", re.I)
_AND = re.compile(r"\s*,?\s+(?:and|&)\s+|\s*&\s*")
_WORD = re.compile(r"^(?:[^\W\d_]\.)+$|^[^\W\d_][^\W\d_]*(?:['\u2019.-][^\W\d_]+)*['\u2019]?\.?$")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Particles inside names, which begin with a small letter.
_PARTICLES = _words("al af ap bin bint da dal de del della den der di do dos du e el ibn la le lo ten ter van von y zu")
#: Words of names that people do not have, but sentences after “by”.
_NO_NAMES = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december spring summer autumn fall winter the a an this that our their its his her popular "
    "public law order sea land air rail hand way invitation appointment request special kind permission"
)
_TITLES = _words("jr jr. sr sr. phd ph.d. md m.d. esq esq. ii iii iv mba rn dds jd j.d.")
_ROLES = re.compile(
    r"\b(director|president|chair\w*|professor|lecturer|editor|reporter|writer|author|teacher|student|researcher|fellow|"
    r"manager|coordinator|organizer|officer|secretary|treasurer|founder|counsel|attorney|analyst|advocate|senator|"
    r"representative|nurse|doctor|farmer|worker|member|head|chief|dean|guest|intern|staff|correspondent|columnist)\b",
    re.I,
)


def read_byline(text: str) -> tuple[ArrivingParticipant, ...]:
    """Return the authors that a line such as “By Jane Doe and Kai Okoro” names, or nothing if it may be another text.

    What follows one name after a comma is taken for a description only if it looks like one.
    """
    text = " ".join(text.split())
    found = _BEGIN.match(text)
    if found is None or len(text) > LONGEST_BYLINE:
        return ()
    return named_people(text[found.end() :])


def named_people(text: str) -> tuple[ArrivingParticipant, ...]:
    """Return the people whom a text of nothing but their names lists, or nothing if it may be something else."""
    text = " ".join(text.split()).strip().removesuffix(".") if not _ends_with_title(text) else " ".join(text.split())
    pieces = _AND.split(text)
    if len(pieces) == 1:
        return _one(text)
    names = [name.strip() for piece in pieces for name in _commas(piece)]
    if len(pieces) > 2 or not names or not all(map(is_name, names)):
        return ()
    return tuple(ArrivingParticipant(name=name) for name in names)


def _ends_with_title(text: str) -> bool:
    return bool(text.split()) and text.split()[-1].casefold() in _TITLES


def _one(text: str) -> tuple[ArrivingParticipant, ...]:
    name, *rest = _commas(text)
    line = ", ".join(rest).strip()
    if not is_name(name.strip()):
        return ()
    if line and not (_ROLES.search(line) or (line.split()[0][:1].islower())):
        return ()
    return (ArrivingParticipant(name=name.strip(), line=line),)


def _commas(text: str) -> list[str]:
    """Split at commas, but not before what belongs to the name: “Jane Doe, PhD”."""
    pieces: list[str] = []
    for piece in re.split(r"\s*,\s*", text.strip(" ,")):
        if pieces and piece.casefold() in _TITLES:
            pieces[-1] += f", {piece}"
        else:
            pieces.append(piece)
    return pieces


def is_name(text: str) -> bool:
    """Tell whether a text can only be the name of a person: two to five words that begin with capitals."""
    words = [word for word in text.replace(",", " ").split() if word.casefold() not in _TITLES]
    capitals = [word for word in words if word not in _PARTICLES]
    return (
        len(capitals) >= 2
        and len(words) <= 6
        and words[-1] in capitals
        and all(_WORD.match(word) and not word[0].islower() for word in capitals)
        and _NO_NAMES.isdisjoint(word.casefold() for word in words)
    )
