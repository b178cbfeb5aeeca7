"""What the interface itself says, in English and Chinese; Traditional is derived."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.answer.question import Language
from bot.words.script import to_traditional

FOLDER = Path(__file__).parent


@cache
def _texts(language: Language, opencc: str) -> Mapping[str, str]:
    """Return the texts in a language, the Traditional ones converted from the Simplified ones."""
    if language == "zh-Hant":
        return {key: to_traditional(text, opencc) for key, text in _written("zh-Hans").items()}
    return _written(language)


@cache
def _written(language: Language) -> Mapping[str, str]:
    """Read `en.yaml` and the `*.en.yaml` beside it, or those of `zh-Hans`; no key stands twice."""
    texts: dict[str, str] = {}
    for path in [FOLDER / f"{language}.yaml", *sorted(FOLDER.glob(f"*.{language}.yaml"))]:
        added: dict[str, str] = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
        twice = texts.keys() & added.keys()
        if twice:
            raise ValueError(f"{path.name}: {sorted(twice)} stands twice; rename one")
        texts |= added
    return texts


@dataclass(frozen=True)
class Words:
    """The interface's words in one language; call it with a key and the text's fields."""

    language: Language
    opencc: str = "s2tw"

    def __call__(self, key: str, **fields: object) -> str:
        """Return a text by key, filled in with the fields as they are given.

        Raises:
            KeyError: there is no text of that key.
        """
        return _texts(self.language, self.opencc)[key].format(**fields)

    def written(self) -> "Words":
        """Return the words of the language that the data is written in: Chinese Simplified."""
        return self if self.language == "en" else Words("zh-Hans", self.opencc)

    def item(self, number: int) -> str:
        """Name an item as the reader's language does: "Item Ten", 第十条."""
        return self(f"item-{number}" if 1 <= number <= 20 else "item-n", number=number)

    def script(self, text: str) -> str:
        """Put a Simplified text into the reader's script; English is returned as it is."""
        return to_traditional(text, self.opencc) if self.language == "zh-Hant" else text
