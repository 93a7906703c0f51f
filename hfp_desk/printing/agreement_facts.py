"""What an agreement with a patient needs to know to be printed: words in their order, sums to be paid, who signs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AgreementFacts:
    """One copy of an agreement or a request; ``village`` and ``name`` are what the outline shows.

    ``parties`` stand over the text, ``parts`` are instalments (number, day, amount, in capitals), ``blank`` rows of
    them are left to be filled in; ``opinions`` are boxes below, ``signs`` the lines of the two who sign.
    """

    village: str
    name: str
    title: str
    parties: tuple[str, ...]
    paragraphs: tuple[str, ...]
    copy: str = ""
    after: tuple[str, ...] = ()
    parts: tuple[tuple[str, str, str, str], ...] = ()
    blank: int = 0
    opinions: tuple[str, ...] = ()
    signs: tuple[tuple[str, ...], ...] = ()
