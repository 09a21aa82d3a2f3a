# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Draft a row of the sandbox (tests/sandbox/planes/_row.py) from Confluent's OpenAPI document.

    python tools/sandbox_row.py /iam/v2/ip-groups

Reads the documents from the folder that CONFLUENT_API_DOCS names, else from ../shared/api. The draft has what the
document says: path, methods, status codes, members with their types and limits, references, unions, query parameters.
A person completes it with what no document says: phases and how long they last, who holds whom, defaults, unique
names, hooks.

Exit code: 0 drafted, 2 no such collection in the documents, 3 no documents.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from stage import ROOT

Schema = dict[str, Any]
TYPES = {"integer": "int", "number": "float", "boolean": "bool", "array": "list", "object": "dict"}
PAGES = ("page_size", "page_token")
STANDARD = ("api_version", "kind", "id", "metadata", "status")
HTTP = ("get", "post", "put", "patch", "delete")
INDENT = "    "


def folder() -> Path:
    """Where the documents are."""
    base = Path(os.environ.get("CONFLUENT_API_DOCS") or ROOT.parent / "shared" / "api")
    return base / "openapi" if (base / "openapi").is_dir() else base


def documents(path: str) -> Iterator[tuple[str, Schema]]:
    """(name, document) of those that have the path; the others are not parsed."""
    for file in sorted(folder().glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        if f"\n  {path}:" in text or f"\n  '{path}':" in text:
            document = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
            if path in document["paths"]:
                yield file.stem, document


def plural(name: str) -> str:
    """The name of a table of such objects."""
    return name if name.endswith("s") else name[:-1] + "ies" if name.endswith("y") else name + "s"


class Draft:
    """The parts of one collection's row, as text."""

    def __init__(self, document: Schema, path: str) -> None:
        self.document = document
        self.path = path
        self.collection: Schema = document["paths"][path]
        one = re.compile(re.escape(path) + r"/\{\w+\}")
        self.single: Schema = next((node for name, node in document["paths"].items() if one.fullmatch(name)), {})

    # ---- schemas

    def resolved(self, node: Schema) -> Schema:
        """What a reference points at."""
        while "$ref" in node:
            found: Any = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            node = found
        return node

    def flat(self, schema: Schema) -> Schema:
        """A schema without references and ``allOf``: one object with the properties of all parts."""
        schema = self.resolved(schema)
        merged = {key: value for key, value in schema.items() if key != "allOf"}
        merged["properties"] = dict(merged.get("properties", {}))
        merged["required"] = list(merged.get("required", []))
        for part in schema.get("allOf", []):
            inner = self.flat(part)
            for name, value in inner.pop("properties").items():
                known = merged["properties"].get(name)
                merged["properties"][name] = {"allOf": [known, value]} if known else value
            merged["required"] += inner.pop("required")
            merged = {**inner, **merged}
        return merged

    def body(self) -> Schema:
        """The schema of what POST takes."""
        content = self.collection["post"]["requestBody"]["content"]
        return self.flat(next(iter(content.values()))["schema"])

    def answer(self) -> Schema:
        """The schema of what POST answers; it has the object's own kind and names."""
        responses = self.collection["post"]["responses"]
        made = next(self.resolved(node) for code, node in responses.items() if code.startswith("2"))
        return self.flat(next(iter(made["content"].values()))["schema"])

    # ---- members

    def members(self, schema: Schema, depth: int, without: tuple[str, ...] = STANDARD) -> list[str]:
        """A line or more for each member that a body may hold; those that are only shown as a comment."""
        lines, shown = [], []
        for name, raw in schema["properties"].items():
            prop = self.flat(raw)
            if name in without:
                continue
            if prop.get("readOnly"):
                shown.append(name)
                continue
            lines += self.member(name, prop, name in schema["required"], depth)
        if shown:
            lines.append(f"{INDENT * depth}# only shown: {', '.join(shown)}")
        return lines

    def member(self, name: str, prop: Schema, required: bool, depth: int) -> list[str]:
        """One member."""
        items = self.flat(prop["items"]) if "items" in prop else {}
        kind = "dict" if prop["properties"] or "oneOf" in prop else TYPES.get(prop.get("type", "string"), "")
        words = [repr(name).replace("'", '"'), *filter(None, [kind])]
        words += ["required=True"] * required + ["fixed=True"] * bool(prop.get("x-immutable"))
        inner = self.inside(prop, items, name, depth)
        if "default" in prop:
            words.append(f"default={prop['default']!r}")
        limits = {"minLength": "shortest", "maxLength": "longest", "minItems": "fewest", "maxItems": "most"}
        words += [
            f"{ours}={prop[theirs]}" for theirs, ours in limits.items() if theirs in prop and kind in ("", "list")
        ]
        if "pattern" in prop:
            words.append(f"pattern={prop['pattern']!r}")
        if choices := prop.get("x-extensible-enum") or prop.get("enum"):
            words.append(f"choices={tuple(choices)!r}")
        if kind == "list" and items.get("type", "string") != "string" and not inner:
            words.append(f"items={TYPES[items['type']]}")
        pad = INDENT * depth
        if len(inner) == 1 and "\n" not in inner[0]:
            words.append(inner[0])
        elif inner:
            return [f"{pad}Member(", f"{pad}{INDENT}{', '.join(words)},", *inner, f"{pad}),"]
        return [f"{pad}Member({', '.join(words)}),"]

    def inside(self, prop: Schema, items: Schema, name: str, depth: int) -> list[str]:
        """refers, forms or members."""
        target = items if items.get("properties") else prop
        if {"id", "related", "resource_name"} <= set(target["properties"]) and target["properties"]:
            return [f'refers="{plural(name)}"']
        pad = INDENT * (depth + 1)
        if "oneOf" in prop:
            lines = [f"{pad}forms={{"]
            mapping = prop.get("discriminator", {}).get("mapping", {})
            for kind, reference in mapping.items():
                lines += [f'{pad}{INDENT}"{kind}": (']
                lines += [*self.members(self.flat({"$ref": reference}), depth + 3, ("kind",)), f"{pad}{INDENT}),"]
            return [*lines, f"{pad}}},"]
        if prop["properties"]:
            return [f"{pad}members=(", *self.members(prop, depth + 2, ()), f"{pad}),"]
        return []

    # ---- the row

    def queries(self, operation: Schema) -> list[Schema]:
        """Query parameters of an operation but for those of pages."""
        both = [*self.collection.get("parameters", []), *operation.get("parameters", [])]
        found = [self.resolved(one) for one in both]
        return [one for one in found if one["in"] == "query" and one["name"] not in PAGES]

    def row(self) -> list[str]:
        """The row's lines."""
        body, shown = self.body(), self.answer()["properties"]
        under = "spec" if "spec" in body["properties"] else ""
        inner = self.flat(body["properties"]["spec"]) if under else body
        table = self.path.rpartition("/")[2].replace("-", "_")
        kind = str((self.flat(shown.get("kind", {})).get("enum") or ["?"])[0])
        examples = re.findall(r"crn://[^'\"\s]*/([a-z-]+)=([a-z]+)-\w+", str(shown.get("metadata", "")))
        part, prefix = examples[-1] if examples else ("?", "?")
        lines = ["Collection(", *(f'{INDENT}"{word}",' for word in (table, self.path, kind, prefix, part))]
        members = self.members(inner, 2)
        lines += [f"{INDENT}(", *members, f"{INDENT}),"]
        references = set(re.findall(r'Member\("(\w+)"[^\n]* refers=', "\n".join(members)))
        return [*lines, *(f"{INDENT}{option}," for option in self.options(body, under, references)), ")"]

    def options(self, body: Schema, under: str, references: set[str]) -> Iterator[str]:
        """What differs from a row's defaults."""
        names = {"get": "GET", "patch": "PATCH", "put": "PUT", "delete": "DELETE"}
        methods = ["LIST"] * ("get" in self.collection) + ["POST"] * ("post" in self.collection)
        methods += [name for verb, name in names.items() if verb in self.single]
        if methods != ["LIST", "POST", "GET", "PATCH", "DELETE"]:
            yield f"methods={tuple(methods)!r}"
        version = (self.flat(body["properties"].get("api_version", {})).get("enum") or [""])[0]
        if version and version != "/".join(self.path.split("/")[1:3]):
            yield f'api_version="{version}"'
        if under:
            yield f'under="{under}"'
        if "metadata" not in body["properties"]:
            yield "has_metadata=False"
        for verb, word, usual, node in (
            ("post", "created", 201, self.collection),
            ("delete", "deleted", 204, self.single),
        ):
            codes = [int(code) for code in node.get(verb, {}).get("responses", {}) if code.startswith("2")]
            if codes and codes[0] != usual:
                yield f"{word}={codes[0]}"
        for parameter in re.findall(r"\{(\w+)\}", self.path):
            name = parameter.removesuffix("_id")
            yield f'parent=Parent("{parameter}", "{plural(name)}", "{name}")'
        listed = self.queries(self.collection.get("get", {}))
        always = {one["name"] for one in self.queries(self.single["get"])} if "get" in self.single else None
        for one in listed:
            name = one["name"].removeprefix(f"{under}.")
            one["at"] = ".".join([*([under] if under else []), name, "id"]) if name in references else one["name"]
        yield from self.list_options({one["name"]: one for one in listed}, always)
        if any(one["name"] == "assigned_resource_owner" for one in self.queries(self.collection.get("post", {}))):
            yield "owner=True"

    def list_options(self, listed: dict[str, Schema], always: set[str] | None) -> Iterator[str]:
        """environment, required, filters and those of them that match a part, as their description says. `always`: the
        parameters of the GET of one object, None if there is none. What only the list takes is a filter, needed or not.
        """
        if (always is None or "environment" in always) and listed.pop("environment", None):
            yield "environment=True"
        needed = [name for name, one in listed.items() if one.get("required")]
        if required := tuple(name for name in needed if always is None or name in always):
            yield f"required={required!r}"
        if filters := {name: one["at"] for name, one in listed.items() if name not in required}:
            yield f"filters={filters!r}"
        if partial := tuple(name for name in filters if "partial" in listed[name].get("description", "")):
            yield f"partial={partial!r}"

    def verbs(self) -> list[str]:
        """Further operations below the collection, which need a Verb or rows of their own."""
        mine = re.compile(re.escape(self.path) + r"(:|/\{\w+\}[:/])")
        return [
            f"# {verb.upper()} {name}"
            for name, node in self.document["paths"].items()
            if mine.match(name)
            for verb in node
            if verb in HTTP
        ]


def main(arguments: list[str] | None = None) -> int:
    """Print the draft."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", help="the path of the collection, such as /iam/v2/ip-groups")
    path = parser.parse_args(arguments).path
    if not any(folder().glob("*.yaml")):
        print(f"no OpenAPI documents in {folder()}: set CONFLUENT_API_DOCS", file=sys.stderr)
        return 3
    found = [(name, document) for name, document in documents(path) if "post" in document["paths"][path]]
    for name, document in found:
        draft = Draft(document, path)
        print("\n".join([f"# drafted from {name}; complete it by hand", *draft.row(), *draft.verbs()]))
    if not found:
        print(f"no document has a collection {path} that can be posted to", file=sys.stderr)
    return 0 if found else 2


if __name__ == "__main__":
    sys.exit(main())
