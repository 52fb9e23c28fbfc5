"""What a page must not use, because its Content-Security-Policy forbids it, or because it passes our API by."""

import re
from pathlib import Path

import pytest

FRONTEND = Path(__file__).parents[2] / "frontend"

FORBIDDEN = {
    r"\bcall_script\b|\bcall_function\b|\brun_script\b": "is carried out with eval",
    r"\bset_clipboard\b": "is carried out with eval; use frontend.browser.copy",
    r"\brx\.(toast|alert_dialog|theme|color_mode|icon|text|box|flex)\b": "brings Radix and inline styles",
    r"\brx\.(upload|download)\b": "passes our API by",
    r"\brx\.html\b|dangerously": "puts markup into pages unchecked",
    r"is_external=True": "opens a tab",
}


@pytest.mark.parametrize("pattern", FORBIDDEN, ids=lambda pattern: FORBIDDEN[pattern])
def test_python_of_the_frontend(pattern: str) -> None:
    files = [file for file in FRONTEND.rglob("*.py") if not {".web", "node_modules"} & set(file.parts)]
    assert files
    assert not [f"{file.name}: {FORBIDDEN[pattern]}" for file in files if re.search(pattern, file.read_text("utf-8"))]


@pytest.mark.parametrize("pattern", [r"\beval\(|new Function\(", r"dangerouslySetInnerHTML|innerHTML", r"\bstyle="])
def test_browser_modules(pattern: str) -> None:
    modules = [file for folder in ("browser", "components") for file in (FRONTEND / folder).rglob("*.js*")]
    assert modules
    assert not [module.name for module in modules if re.search(pattern, module.read_text("utf-8"))]
