"""What is said about an export as a whole."""

from collections import Counter
from collections.abc import Iterator

from arrivals.records.remark import ArrivingRemark
from arrivals.wordpress.survey import Survey

#: How many names of a kind are listed.
_MOST = 20


def remarks(survey: Survey) -> Iterator[ArrivingRemark]:
    """Yield a remark on each kind of thing that is counted and not taken over."""
    custom_fields = "Custom fields that are not taken over, with the number of posts that have them"
    for name, sentence in (
        ("comments", _counted(survey.comments, "1 comment is not taken over.", "{:,} comments are not taken over.")),
        (
            "trash",
            _counted(survey.thrown_away, "1 post in the trash is left out.", "{:,} posts in the trash are left out."),
        ),
        ("doubles", _counted(survey.doubles, "1 post is in the file twice.", "{:,} posts are in the file twice.")),
        ("types", _listed(survey.left_out, "Types of posts that are not taken over")),
        ("fields", _listed(survey.custom_fields, custom_fields)),
        (
            "characters",
            _counted(
                survey.mending.dropped,
                "1 character that XML forbids was dropped.",
                "{:,} characters that XML forbids were dropped.",
            ),
        ),
    ):
        if sentence:
            yield ArrivingRemark(key=f"remark:{name}", sentence=sentence)


def _counted(number: int, one: str, many: str) -> str:
    if not number:
        return ""
    return one if number == 1 else many.format(number)


def _listed(names: Counter[str], what: str) -> str:
    if not names:
        return ""
    listed = [f"{name} ({number:,})" for name, number in names.most_common(_MOST)]
    more = f" and {len(names) - _MOST:,} more" if len(names) > _MOST else ""
    return f"{what}: {', '.join(listed)}{more}."
