"""Made-up words for texts that are searched as those of a language are."""

import itertools
import random

#: Words that stand in a known part of all posts.
RARE_WORD, RARE_SHARE = "rebula", 0.05
COMMON_WORD, COMMON_SHARE = "museum", 0.56


class Vocabulary:
    """Made-up words that occur as words of a language do: few of them very often, most of them rarely (Zipf)."""

    def __init__(self, generator: random.Random, size: int = 30_000) -> None:
        self.generator = generator
        self.words = ["".join(self._syllables()) for _ in range(size)]
        self.weights = list(itertools.accumulate(1 / rank for rank in range(1, size + 1)))

    def _syllables(self) -> list[str]:
        choice = self.generator.choice
        return [
            choice("bcdfghjklmnprstvz") + choice("aeiou") + choice(["", "", "n", "s"])
            for _ in range(self.generator.randint(1, 4))
        ]

    def text(self, words: int) -> list[str]:
        """Return so many words."""
        return self.generator.choices(self.words, cum_weights=self.weights, k=words)

    def title(self) -> str:
        """Return a title of seven words."""
        return " ".join(self.text(7)).capitalize()

    def paragraphs(self, count: int = 5, words: int = 60) -> list[str]:
        """Return paragraphs of rich text. A known share of all texts has the rare word, and the common one."""
        text = self.text(count * words)
        for word, share in ((RARE_WORD, RARE_SHARE), (COMMON_WORD, COMMON_SHARE)):
            if self.generator.random() < share:
                text[self.generator.randrange(len(text))] = word
        return [f"<p>{' '.join(text[start : start + words])}.</p>" for start in range(0, len(text), words)]
