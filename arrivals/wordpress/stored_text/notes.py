"""What is said about a text that cannot be taken over as it is."""

from collections import Counter


class Notes:
    """Collects sentences, and names of what is left out with their number."""

    def __init__(self) -> None:
        self._sentences: dict[str, None] = {}
        self._shortcodes: Counter[str] = Counter()
        self._blocks: Counter[str] = Counter()

    def add(self, sentence: str) -> None:
        """Add a sentence, once."""
        self._sentences[sentence] = None

    def shortcode(self, text: str) -> None:
        """Count a shortcode of a plugin, as it is written."""
        self._shortcodes[text if len(text) <= 120 else f"{text[:119]}…"] += 1

    def block(self, name: str) -> None:
        """Count a block that WordPress or a plugin fills whenever a page is shown."""
        self._blocks[name.removeprefix("core/")] += 1

    def sentences(self) -> tuple[str, ...]:
        """Return all sentences."""
        found = list(self._sentences)
        if self._shortcodes:
            found.append(f"Shortcodes are left out, what they enclose stays: {_listed(self._shortcodes)}.")
        if self._blocks:
            found.append(f"Blocks that are filled when a page is shown are left out: {_listed(self._blocks)}.")
        return tuple(found)


def _listed(names: Counter[str]) -> str:
    return ", ".join(name if number == 1 else f"{name} ({number} times)" for name, number in names.items())
