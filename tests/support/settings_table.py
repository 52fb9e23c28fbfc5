"""The README's table of settings, made from the class: `python -m tests.support.settings_table` writes it."""

from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from backend.core.settings import Settings

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
_START = "<!-- settings: this table is checked against backend/core/settings.py -->\n"
_END = "\n## "


def settings_table() -> str:
    """One row per setting: its name in the environment, its default, what it is for."""
    rows = [f"| `{name.upper()}` | {_default(field)} | {field.description} |" for name, field in _fields().items()]
    return "\n".join(["| Name | Default | Meaning |", "|---|---|---|", *rows]) + "\n"


def table_in(readme: str) -> str:
    """The table as the text has it."""
    return readme.partition(_START)[2].partition(_END)[0].strip("\n") + "\n"


def with_table(readme: str) -> str:
    """The text with the table as it must be."""
    before, _, rest = readme.partition(_START)
    return before + _START + "\n" + settings_table() + _END + rest.partition(_END)[2]


def _fields() -> dict[str, FieldInfo]:
    return Settings.model_fields


def _default(field: FieldInfo) -> str:
    value = field.default
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, Path) and value.is_absolute():
        value = value.relative_to(ROOT)
    if isinstance(value, bool):
        value = str(value).lower()
    return "empty" if value in (None, "") else f"`{value}`"


if __name__ == "__main__":
    README.write_text(with_table(README.read_text("utf-8")), "utf-8")
