import ast
from pathlib import Path

import pytest

from backend import commands
from backend.cli import COMMANDS, Command, main


def test_without_a_command_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    listed = capsys.readouterr().out
    assert all(f"servicetheke {command.words} " in listed for command in COMMANDS)


def test_an_unknown_command_is_refused_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sevre"]) == 2
    assert "There is no command “sevre”" in capsys.readouterr().err


def test_the_first_word_of_a_command_lists_what_may_follow(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import"]) == 2
    listed = capsys.readouterr().err
    assert "servicetheke import invoices" in listed
    assert "servicetheke serve" not in listed


def test_help_of_a_command_says_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["migrate", "--help"])
    assert ended.value.code == 0
    assert "schema of this version" in capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.words)
def test_every_command_has_a_module_that_runs_and_explains_itself(command: Command) -> None:
    module = command.module
    assert callable(module.run)
    assert module.__doc__


def test_every_module_with_a_command_is_listed() -> None:
    folder = Path(commands.__file__).parent
    with_run = {
        file.stem
        for file in folder.glob("*.py")
        if any(isinstance(node, ast.FunctionDef) and node.name == "run" for node in ast.parse(file.read_text()).body)
    }
    assert with_run == {command.words.replace(" ", "_") for command in COMMANDS}
