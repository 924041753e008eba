"""Prints the reference of the Python SDK in Markdown: all that it exports, read without running it."""

import itertools
import re
import sys
from collections.abc import Iterable, Iterator

import griffe

package = griffe.load("sayso", search_paths=[sys.argv[1]])


def markdown(docstring: str) -> str:
    """What stands in a docstring, with its fields as a list and its examples in fences."""
    text = re.sub(r":(?:class|meth|func|data):`~?\.?([\w.]+)`", r"`\1`", docstring).replace("``", "`")
    runs = itertools.groupby(text.strip().split("\n"), lambda line: line.startswith((">>> ", "... ", "...")))
    return "\n\n".join(_example(lines) if shown else _prose("\n".join(lines)) for shown, lines in runs).strip()


def _example(lines: Iterable[str]) -> str:
    return "```python\n" + "\n".join(line[4:] for line in lines) + "\n```"


def _prose(text: str) -> str:
    joined = re.sub(r"\n\s{2,}(?=\S)", " ", text.strip())
    listed = re.sub(r"^:param (\w+): ?", r"- `\1`: ", joined, flags=re.MULTILINE)
    listed = re.sub(r"^:raises ([\w.]+): ?", r"- raises `\1`: ", listed, flags=re.MULTILINE)
    return re.sub(r" :raises ([\w.]+): ?", r" Raises `\1`: ", listed)


def members(cls: griffe.Class) -> Iterator[griffe.Function | griffe.Attribute]:
    """What users see of a class, its own before what it inherits from classes of this package."""
    for member in cls.members.values():
        if not member.name.startswith("_") and not member.is_alias:
            yield member  # type: ignore[misc]


def signature(function: griffe.Function, name: str) -> str:
    """As it is called, a parameter a line where it is long."""
    parts, star = [], False
    for parameter in function.parameters:
        if parameter.name in ("self", "cls"):
            continue
        if parameter.kind is griffe.ParameterKind.keyword_only and not star:
            parts.append("*")
            star = True
        star = star or parameter.kind is griffe.ParameterKind.var_positional
        mark = {"variadic positional": "*", "variadic keyword": "**"}.get(parameter.kind.value, "")
        typed = f": {parameter.annotation}" if parameter.annotation is not None else ""
        default = f" = {parameter.default}" if parameter.default is not None and not mark else ""
        parts.append(f"{mark}{parameter.name}{typed}{default}")
    returns = f" -> {function.returns}" if function.returns is not None else ""
    word = "async def" if "async" in function.labels else "def"
    line = f"{word} {name}({', '.join(parts)}){returns}"
    if len(line) <= 100:
        return line
    listed = "".join(f"    {part},\n" if part != "*" else "    *,\n" for part in parts)
    return f"{word} {name}(\n{listed}){returns}"


def documented(it: griffe.Object) -> str:
    return markdown(it.docstring.value) if it.docstring else ""


def attribute(it: griffe.Attribute) -> str:
    typed = f": {it.annotation}" if it.annotation is not None else ""
    default = f" = {it.value}" if it.value is not None and it.annotation is not None else ""
    said = documented(it).replace("\n", " ")
    return f"- `{it.name}{typed}{default}`{'  ' + chr(10) + '  ' + said if said else ''}"


def of_class(cls: griffe.Class) -> Iterator[str]:
    bases = ", ".join(str(base) for base in cls.bases if not str(base).startswith("_"))
    made = cls.members.get("__init__")
    yield f"```python\nclass {cls.name}{f'({bases})' if bases else ''}\n```"
    yield documented(cls)
    if isinstance(made, griffe.Function):
        yield f"```python\n{signature(made, cls.name).removeprefix('def ').removesuffix(' -> None')}\n```"
        yield documented(made)
    listed = [it for it in members(cls) if isinstance(it, griffe.Attribute) and it.name != "model_config"]
    yield "\n".join(attribute(it) for it in listed)
    for it in members(cls):
        if isinstance(it, griffe.Function):
            for overload in [] if not cls.overloads.get(it.name) else cls.overloads[it.name]:
                yield f"```python\n{signature(overload, it.name)}\n```"
            yield f"### {cls.name}.{it.name}\n\n```python\n{signature(it, it.name)}\n```\n\n{documented(it)}"


def of(name: str) -> Iterator[str]:
    it = package[name]
    target = it.final_target if it.is_alias else it
    yield f"## {name}"
    if isinstance(target, griffe.Class):
        yield from of_class(target)
    elif isinstance(target, griffe.Function):
        yield f"```python\n{signature(target, name)}\n```"
        yield documented(target)
    else:
        yield f"```python\n{name} = {target.value}\n```"
        yield documented(target)


exported = sorted((str(name).strip("'\"") for name in package["__all__"].value.elements), key=str.lower)
sys.stdout.write("# sayso\n\n" + documented(package) + "\n\n")
sys.stdout.write("\n\n".join(part for name in exported for part in of(name) if part) + "\n")
