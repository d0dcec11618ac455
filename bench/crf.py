"""The baseline beside the tagger: a CRF over words, affixes, shapes and trigger words, on the same examples."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pycrfsuite
from train.corpora import Example

from mahdar.spans import folded

_TRIGGERS = {
    "person": "الرييس السيد الوزير وزير رييس الدكتور د الامير الملك الشيخ اللواء العميد السفير السناتور المدرب اللاعب قال اضاف صرح",
    "organisation": "شركه حزب منظمه وزاره مجلس هييه جامعه نادي فريق حركه لجنه اتحاد وكاله صحيفه قناه جمعيه موسسه بنك",
    "place": "مدينه محافظه منطقه شارع مطار بلده قريه ولايه اقليم جنوب شمال شرق غرب في الي",
}
_CALLED = {word: kind for kind, words in _TRIGGERS.items() for word in words.split()}


def features(words: Sequence[str]) -> list[list[str]]:
    """The features of each word of a sentence."""
    forms = [folded(word) for word in words]
    own = [_own(form) for form in forms]
    rows: list[list[str]] = []
    for i, mine in enumerate(own):
        row = ["b", *mine]
        for step in (-2, -1, 1, 2):
            if 0 <= i + step < len(own):
                row.extend(f"{step}:{feature}" for feature in own[i + step][: 4 if abs(step) == 1 else 2])
            else:
                row.append(f"{step}:edge")
        rows.append(row)
    return rows


def _own(form: str) -> list[str]:
    bare = form[1:] if len(form) > 3 and form[0] in "ولبفك" else form
    found = [f"w={form}", f"t={_CALLED.get(bare, '-')}", f"s={bare}", f"al={bare.startswith('ال') or form.startswith('لل')}"]
    found += [f"p{n}={form[:n]}" for n in (1, 2, 3) if len(form) > n]
    found += [f"e{n}={form[-n:]}" for n in (1, 2, 3) if len(form) > n]
    return [*found, f"k={'d' if form[:1].isdigit() else 'a' if form.isalpha() else 'm'}", f"n={min(len(form), 9)}"]


class Crf:
    """A trained baseline."""

    def __init__(self, examples: list[Example], rounds: int = 60) -> None:
        trainer = pycrfsuite.Trainer(verbose=False)
        for example in examples:
            if example.names is not None:
                trainer.append(features(example.words), [min(allowed) for allowed in example.names])
        trainer.set_params({"c1": 0.5, "c2": 0.001, "max_iterations": rounds, "feature.possible_transitions": True})
        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name) / "crf"
        trainer.train(str(path))
        self.bytes = path.stat().st_size
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(path))

    def labels(self, words: Sequence[str]) -> list[str]:
        """The labels of a sentence."""
        return list(self._tagger.tag(features(words)))
