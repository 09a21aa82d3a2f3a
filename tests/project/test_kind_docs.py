# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module files are those of the declarations and the words; what the tool makes of both."""

from __future__ import annotations

import ast
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import doc_text
import kind_docs
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from kind_pages import Pages
from kind_tables import credentials_table, modules_table, with_table
from kind_words import INFO, MODULE, MissingWords

from ansible_collections.streamops.confluent.plugins.module_utils._declare.field import Field, Rules
from ansible_collections.streamops.confluent.plugins.module_utils._declare.rest import RestKind
from ansible_collections.streamops.confluent.plugins.module_utils._engine.plural import plural_fields

DRAFT = Path(__file__).with_name("plain_kind.yml")
COMMON = kind_docs.load("_common")
MOST_WORDS = 65  # lines of a plain kind


class Provider(RestKind):
    """An identity provider, as a plain kind is declared."""

    name = "identity_provider"
    plural = "identity_providers"
    path = "/iam/v2/identity-providers"
    fields = (
        Field("name", wire="display_name", key=True, aliases=("display_name",), max_length=128),
        Field("id", wire=None),
        Field("description", needed=True),
        Field("issuer", needed=True, mutable=False),
        Field("jwks_uri", needed=True),
        Field("identity_claim"),
    )
    rules = Rules(required_one_of=(("name", "id"),))
    info_fields = (Field("name", aliases=("display_name",)), Field("id"))
    outputs = {"state": "state", "crn": "metadata.resource_name", "created_at": "metadata.created_at"}


def draft(**more: Any) -> dict[str, Any]:
    return {**yaml.safe_load(DRAFT.read_text(encoding="utf-8")), **more}


def constants(text: str) -> dict[str, Any]:
    """DOCUMENTATION, EXAMPLES and RETURN of a module's text."""
    return {
        node.targets[0].id: yaml.safe_load(ast.literal_eval(node.value))  # type: ignore[attr-defined]
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign)
    }


def option(field: Any, words: Any, bare: bool = False) -> list[str]:
    """The paragraphs of one option of a kind with that field."""
    kind = SimpleNamespace(name="thing", plural="things", fields=(field,), scope=(), rules=Rules(), unions=())
    written = Pages(kind, {}, COMMON).option(field, words, bare=bare)
    return list(written["description"])


def declared(**attributes: Any) -> Any:
    """A field with attributes that a declaration may have."""
    field = {name: getattr(Field("owner"), name) for name in Field.__dataclass_fields__}
    return SimpleNamespace(**{**field, **attributes})


def test_all_module_files_and_tables_are_up_to_date() -> None:
    found = kind_docs.all_pages(kind_docs.kinds())
    wanted = [*kind_docs.module_files(found), *kind_docs.documents(found)]
    assert len(wanted) > 30
    assert not [path for path, _text in kind_docs.out_of_date(wanted)], "run `make kind-docs`"
    assert not kind_docs.nobody_writes(found)


def test_a_plain_kind_needs_few_words() -> None:
    assert len(DRAFT.read_text(encoding="utf-8").splitlines()) <= MOST_WORDS


def test_a_plain_kind_gets_what_its_declaration_says() -> None:
    text = kind_docs.module_text(Pages(Provider, draft(), COMMON), MODULE)
    found = constants(text)
    options = found["DOCUMENTATION"]["options"]
    assert list(options) == ["name", "id", "description", "issuer", "jwks_uri", "identity_claim", "state"]
    assert options["name"]["description"] == [
        "Name of the provider, unique in the organization. At most 128 characters.",
        "With O(id) it is the new name of that provider.",
        "One of O(name) and O(id) is needed; a creation needs O(name).",
    ]
    assert options["id"]["description"] == [
        "Id (V(op-...)) of an existing provider, in place of its name or to rename it."
    ]
    assert options["issuer"]["description"][0].endswith("Needed for a creation and fixed after it.")
    assert options["jwks_uri"]["description"][0].endswith("Needed for a creation. Can be changed later.")
    assert options["identity_claim"]["description"][0].endswith("Can be changed later. If not set, it is left alone.")
    assert options["state"] == {
        "description": [
            "V(present) creates the provider or changes it to match, and leaves alone what is not stated.",
            "V(absent) deletes it.",
        ],
        "type": "str",
        "choices": ["present", "absent"],
        "default": "present",
    }
    contains = found["RETURN"]["identity_provider"]["contains"]
    assert contains["issuer"]["description"].startswith("Its issuer, exactly as in the claim")
    assert {"crn", "created_at", "state"} <= set(contains)
    too_long = [line for line in text.splitlines() if len(line) > doc_text.MARGIN and len(line.split()) > 1]
    assert not too_long


def test_the_twin_that_reads_and_a_plural_take_the_same_words() -> None:
    words = draft(plural={"examples": "- name: Have them\n"})
    pages = Pages(Provider, words, COMMON)
    info = constants(kind_docs.module_text(pages, INFO))
    assert info["DOCUMENTATION"]["options"]["name"]["description"] == [
        "Only providers of exactly this name are returned."
    ]
    assert info["DOCUMENTATION"]["seealso"][0] == {"module": "streamops.confluent.confluent_identity_provider"}
    single = constants(kind_docs.module_text(pages, MODULE))
    returned = single["RETURN"]["identity_provider"]["contains"]
    assert info["RETURN"]["identity_providers"]["contains"] == returned
    items = pages.plural_options(plural_fields(Provider))["identity_providers"]["suboptions"].value
    assert items["name"]["description"][1] == "With C(id) it is the new name of that provider."
    assert items["state"]["description"][-1] == "If not set, V(present)."
    assert "default" not in items["state"]
    assert items["jwks_uri"]["description"] == single["DOCUMENTATION"]["options"]["jwks_uri"]["description"]


@pytest.mark.parametrize(
    ("attributes", "said"),
    [
        ({"max_length": 64}, "At most 64 characters."),
        ({"minimum": 2}, "At least 2."),
        ({"max_items": 5}, "At most 5 entries."),
        ({"pattern": r"\d+(a|b)"}, r"Has to match V(\\d+(a|b\)) as a whole."),
        ({"as_set": True}, "The order of the entries does not matter."),
        ({"known": ("A", "B")}, "Known are V(A) and V(B)."),
        ({"write_only": True}, "The service takes it and never shows it."),
        ({"needed": True}, "Needed for a creation. Can be changed later."),
        ({"needed": True, "mutable": False}, "Needed for a creation and fixed after it."),
        ({"mutable": False}, "Fixed at creation."),
        ({}, "Can be changed later. If not set, it is left alone."),
        ({"env": ("A", "B")}, "If not set, the environment variable E(A) or E(B) is used."),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else None,
)
def test_an_attribute_of_the_declaration_is_told(attributes: dict[str, Any], said: str) -> None:
    assert said in " ".join(option(declared(**attributes), "Whose it is."))
    assert option(declared(wire=None), "Whose it is.") == ["Whose it is."]


def test_what_words_leave_unsaid_is_left_out_and_a_slip_is_refused() -> None:
    words = {"description": "Whose it is.", "unsaid": ["mutability", "limits"]}
    assert option(declared(max_length=64), words) == ["Whose it is."]
    with pytest.raises(MissingWords, match="cannot leave out mutabilty"):
        option(declared(), {"description": "Whose it is.", "unsaid": ["mutabilty"]})


def test_of_an_item_defaults_and_what_is_required_are_told() -> None:
    assert option(declared(required=True, key=True), "Whose it is.", bare=True) == ["Whose it is. Needed."]
    assert option(declared(default=False, wire=None), "Whose it is.", bare=True)[-1] == "If not set, V(false)."


def test_a_reference_without_words_names_what_it_refers_to() -> None:
    mail = SimpleNamespace(what="user", name="email", prefix="u-")
    pages = Pages(Provider, {}, COMMON)
    assert pages._default(declared(refers=mail)) == "E-mail address or id (V(u-...)) of the user."
    many = declared(refers=SimpleNamespace(what="network", name="spec.display_name", prefix=""), type="list")
    assert pages._default(many) == "Names or ids of the networks."
    assert pages._meaning(many) == ["Ids of its networks."]


def test_the_forms_of_a_union_are_told() -> None:
    region = declared(name="region", needed=True)
    forms = [declared(name=name, type="dict", options=(region,)) for name in ("aws", "azure")]
    union = SimpleNamespace(names=("aws", "azure"), needed=True, fixed=True)
    kind = SimpleNamespace(name="gateway", plural="gateways", fields=forms, scope=(), rules=Rules(), unions=(union,))
    words = {"description": "On AWS.", "suboptions": {"region": "Its region."}}
    written = Pages(kind, {}, COMMON).option(forms[0], words)
    assert written["description"] == [
        "On AWS. One of O(aws) and O(azure) is needed for a creation, and they exclude each other. "
        "The choice is fixed at creation."
    ]
    assert written["suboptions"]["region"]["description"] == [
        "Its region. Needed for a creation. Can be changed later."
    ]


def test_the_type_of_a_computed_value_is_that_of_its_sample() -> None:
    pages = Pages(Provider, draft(samples={"keys": [{"kid": "a"}], "usages": [], "count": 3}), COMMON)
    told = {name: pages._returned_field(name, "Words.") for name in ("keys", "usages", "count", "other")}
    types = {name: (entry["type"], entry.get("elements")) for name, entry in told.items()}
    assert types == {
        "keys": ("list", "dict"),
        "usages": ("list", "str"),
        "count": ("int", None),
        "other": ("str", None),
    }
    form = pages._returned_field("other_form", None)
    assert (form["type"], form["returned"]) == ("dict", "where it has such a form")


def test_missing_words_and_words_for_nothing_are_named() -> None:
    options = {**draft()["options"], "isuer": "..."}
    with pytest.raises(MissingWords, match="isuer"):
        Pages(Provider, draft(options=options), COMMON).module_options()
    del options["isuer"], options["issuer"]
    with pytest.raises(MissingWords, match="identity_provider: no words for issuer"):
        Pages(Provider, draft(options=options), COMMON).module_options()
    with pytest.raises(MissingWords, match="colour"):
        Pages(Provider, draft(plural={"items": {"colour": "Red."}}), COMMON).plural_options(plural_fields(Provider))


def test_the_tables_have_a_row_for_each_kind_and_ask_for_its_area() -> None:
    pages = Pages(Provider, draft(), COMMON)
    assert "| Identity and access | `confluent_identity_provider` |  | identity providers |" in modules_table(
        [pages], COMMON
    )
    assert "`confluent_identity_provider`; all others" in credentials_table([pages], COMMON)
    with pytest.raises(MissingWords, match="its area must be one of"):
        modules_table([Pages(Provider, draft(area="elsewhere"), COMMON)], COMMON)
    with pytest.raises(MissingWords, match="0 times"):
        with_table("no comments", "modules", "table")
    assert with_table("a\n<!-- kinds: x -->\nold\n<!-- /kinds -->\nb", "x", "new") == (
        "a\n<!-- kinds: x -->\nnew\n<!-- /kinds -->\nb"
    )


WORDS = st.lists(st.text("ab:#-'\"{}[],&*!|>%@` .é()\\=", min_size=1, max_size=20), min_size=1, max_size=30)
TEXT = WORDS.map(lambda words: " ".join(" ".join(words).split())).filter(bool)


@given(
    st.dictionaries(st.sampled_from("abc"), TEXT | st.lists(TEXT, min_size=1) | st.booleans() | st.none(), min_size=1)
)
def test_what_is_laid_out_reads_as_it_was(value: dict[str, Any]) -> None:
    written = doc_text.lines({"outer": value, "choices": ["on", "off", "a b"]})
    assert yaml.safe_load("\n".join(written)) == {"outer": value, "choices": ["on", "off", "a b"]}
