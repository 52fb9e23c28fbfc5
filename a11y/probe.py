"""What a probe is: one question to a page that the rule engines do not ask."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict

from a11y.findings import Finding, Kind
from a11y.modes import ALL_MODES, Mode
from a11y.script import run

if TYPE_CHECKING:
    from playwright.async_api import Page


class Observation(TypedDict):
    """What a probe's JavaScript says about one element; made by `dom.observe`."""

    selector: str
    html: str
    message: str
    fix: NotRequired[str]
    kind: NotRequired[Kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One question, the clause it stands for, how to repair what it finds, and where it makes sense.

    `look` asks the page. Left out, the function in `probes/<rule>.js` is called (dashes as underscores).
    """

    rule: str
    clause: str
    fix: str
    modes: tuple[Mode, ...] = ALL_MODES
    words: bool = True
    """Whether other words on the same elements can change the answer."""
    look: Callable[["Page"], Awaitable[list[Observation]]] | None = None

    async def __call__(self, page: "Page") -> list[Finding]:
        """Ask the page as it is shown now."""
        script = f"probes/{self.rule.replace('-', '_')}.js"
        observations: list[Observation] = await (self.look(page) if self.look else run(page, script))
        return [self._finding(observation) for observation in observations]

    def _finding(self, observation: Observation) -> Finding:
        details: dict[str, Any] = {"fix": self.fix, "kind": "failure", **observation}
        return Finding(rule=f"probe/{self.rule}", clause=self.clause, **details)
