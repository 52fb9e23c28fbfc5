"""A password field hides what is typed and stands in no password manager's way."""

from typing import Literal

import pytest

from frontend.components.password_field import password_field
from frontend.i18n import translator
from tests.frontend.components.markup import parse, to_html
from tests.support.sources import sources

T = translator("de")


@pytest.mark.parametrize("kind", ["current-password", "new-password"])
def test_it_is_masked_and_named_for_password_managers(kind: Literal["current-password", "new-password"]) -> None:
    tree = parse(password_field(T, "Passwort", name="password", autocomplete=kind))
    [field] = tree.xpath(".//input")
    assert (field.get("type"), field.get("autocomplete")) == ("password", kind)


def test_nothing_listens_to_pasting() -> None:
    assert "paste" not in to_html(password_field(T, "Passwort", name="p", autocomplete="new-password")).lower()
    ours = sources(".js", ".jsx", ".py", folders=("frontend",))
    listening = [file.path for file in ours if any(word in file.text for word in ("onPaste", "on_paste", '"paste"'))]
    assert listening == []
