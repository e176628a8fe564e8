"""Made-up words for texts that behave in searches like those of a real language."""

import itertools
import random

#: Words that occur in a known share of all posts.
RARE_WORD, RARE_SHARE = "rebula", 0.05
COMMON_WORD, COMMON_SHARE = "museum", 0.56


class Vocabulary:
    """Made-up words whose frequencies are like those of a real language: a few very frequent, most rare (Zipf)."""

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
        """Return this number of words."""
        return self.generator.choices(self.words, cum_weights=self.weights, k=words)

    def title(self) -> str:
        """Return a title of seven words."""
        return " ".join(self.text(7)).capitalize()

    def paragraphs(self, count: int = 5, words: int = 60) -> list[str]:
        """Return paragraphs of rich text. Known shares of all texts contain the rare word and the common word."""
        text = self.text(count * words)
        for word, share in ((RARE_WORD, RARE_SHARE), (COMMON_WORD, COMMON_SHARE)):
            if self.generator.random() < share:
                text[self.generator.randrange(len(text))] = word
        return [f"<p>{' '.join(text[start : start + words])}.</p>" for start in range(0, len(text), words)]
