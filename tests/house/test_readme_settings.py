"""The README lists every setting with its default, as the class has it."""

import re

from backend.core.settings import Settings
from tests.support.settings_table import README, settings_table, table_in, with_table
from tests.support.sources import sources


def test_the_readme_lists_every_setting() -> None:
    assert table_in(README.read_text("utf-8")) == settings_table(), "run: python -m tests.support.settings_table"


def test_every_setting_says_what_it_is_for() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []
    assert all(f"| `{name.upper()}` |" in settings_table() for name in Settings.model_fields)


def test_every_setting_does_something() -> None:
    code = "".join(source.text for source in sources(".py", folders=("backend", "frontend", "privacy")))
    names = Settings.model_fields
    assert [name for name in names if not re.search(rf"\.{name}\b", code)] == []


def test_a_changed_table_would_be_noticed() -> None:
    readme = README.read_text("utf-8")
    changed = readme.replace("`8000`", "`8080`")
    assert table_in(changed) != settings_table()
    assert with_table(changed) == readme
