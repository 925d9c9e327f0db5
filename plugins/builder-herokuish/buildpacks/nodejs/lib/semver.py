"""Ranges of npm's semver, as far as engines.node and packageManager use them."""

import re

Version = tuple[int, int, int]
Comparator = tuple[str, Version]

RELEASE = re.compile(r"^(\d+)\.(\d+)\.(\d+)$")
PARTIAL = re.compile(r"^[v=\s]*(\d+|[xX*])?(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:-[\w.-]+)?(?:\+[\w.-]+)?$", re.A)
TERM = re.compile(r"(\^|~>?|>=|<=|>|<|=)?\s*([^\s<>=^~|]+)")


class NotARange(ValueError):
    """The text cannot be read as a range."""


def release(text: str) -> Version | None:
    """The numbers of a released version; None for a prerelease or no version."""
    match = RELEASE.match(text)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def satisfies(version: Version, wanted: str) -> bool:
    """Whether the version lies in the range ("^18 || >=20.1 <23", "20.x", "1.2 - 2", "*")."""
    return any(all(holds(version, one) for one in alternative(text)) for text in wanted.split("||"))


def holds(version: Version, comparator: Comparator) -> bool:
    sign, bound = comparator
    return version >= bound if sign == ">=" else version < bound


def alternative(text: str) -> list[Comparator]:
    hyphen = re.match(r"^\s*(\S+)\s+-\s+(\S+)\s*$", text)
    if hyphen:
        return comparators(">=", hyphen[1]) + comparators("<=", hyphen[2])
    if TERM.sub("", text).strip():
        raise NotARange(text)
    return [one for sign, bound in TERM.findall(text) for one in comparators(sign, bound)]


def comparators(sign: str, text: str) -> list[Comparator]:
    """One term as bounds from (inclusive) and below (exclusive)."""
    match = PARTIAL.match(text)
    if not match:
        raise NotARange(text)
    numbers = []
    for part in match.groups():
        if part is None or not part.isdigit():
            break
        numbers.append(int(part))
    if not numbers:
        return []
    low = filled(numbers)
    if sign == ">=":
        return [(">=", low)]
    if sign == "<":
        return [("<", low)]
    if sign == ">":
        return [(">=", after(numbers))]
    if sign == "<=":
        return [("<", after(numbers))]
    return [(">=", low), ("<", ceiling(sign, numbers))]


def ceiling(sign: str, numbers: list[int]) -> Version:
    if sign == "^":
        leading = next((place for place, number in enumerate(numbers) if number), len(numbers) - 1)
        return after(numbers[: leading + 1])
    if sign.startswith("~"):
        return after(numbers[:2])
    return after(numbers)


def after(numbers: list[int]) -> Version:
    """The first version past all that begin with these numbers."""
    return filled([*numbers[:-1], numbers[-1] + 1])


def filled(numbers: list[int]) -> Version:
    major, minor, patch = [*numbers, 0, 0][:3]
    return major, minor, patch
