"""The audit: every page's report of a full run, put together.

`A11Y_MATRIX=full` makes `visit()` store one file per page below `var/audit/pages`. Then
`python -m a11y.audit` writes `report.json` (which the public accessibility statement reads) and
`report.md`, prints the table, and fails when a page failed or an exemption was never needed.
"""

import hashlib
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from a11y.exemptions import Exemption, load_exemptions
from a11y.findings import Report

VARIABLE = "A11Y_OUTPUT"


def output_folder() -> Path:
    """The folder from `A11Y_OUTPUT`, or `var/audit`."""
    return Path(os.environ.get(VARIABLE, "var/audit"))


def record(report: Report) -> None:
    """Store the report of one visit."""
    pages = output_folder() / "pages"
    pages.mkdir(parents=True, exist_ok=True)
    text = json.dumps(report.as_json(), ensure_ascii=False, indent=2)
    slug = report.path.strip("/").replace("/", "-") or "start"
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    (pages / f"{slug[:80]}-{digest}.json").write_text(text, "utf-8")


def collate(*, folder: Path, now: datetime, exemptions: tuple[Exemption, ...]) -> dict[str, Any]:
    """Put the stored pages together into one report."""
    pages = [json.loads(file.read_text("utf-8")) for file in sorted((folder / "pages").glob("*.json"))]
    pages.sort(key=lambda page: (page["language"], page["path"]))
    unused = [e.name for e in exemptions if not any(_is_needed(e, page) for page in pages)]
    return {
        "audited_at": now.isoformat(timespec="seconds"),
        "engines": {name: version for page in pages for name, version in page["engines"].items()},
        "page_count": len({(page["language"], page["path"]) for page in pages}),
        "failure_count": sum(len(page["failures"]) for page in pages),
        "exemptions": [exemption.as_json() for exemption in exemptions],
        "unused_exemptions": unused,
        "pages": pages,
    }


def _is_needed(exemption: Exemption, page: dict[str, Any]) -> bool:
    return exemption.concerns(page["path"]) and any(e["rule"] == exemption.rule for e in page["exempted"])


def as_markdown(report: dict[str, Any]) -> str:
    """The audit as a table for people."""
    engines = ", ".join(f"{name} {version}" for name, version in report["engines"].items())
    lines = [
        f"# Accessibility audit of {report['audited_at']}",
        "",
        f"{report['page_count']} pages, {report['failure_count']} failures.",
        f"Engines: {engines}, and the project's own probes.",
        "",
        "| Page | Language | Modes | Failures | Exempted | Advice | Seconds |",
        "|---|---|---|--:|--:|--:|--:|",
    ]
    for page in report["pages"]:
        counts = " | ".join(str(len(page[kind])) for kind in ("failures", "exempted", "advice"))
        seconds = sum(page["seconds"].values())
        lines.append(f"| {page['path']} | {page['language']} | {', '.join(page['modes'])} | {counts} | {seconds:.1f} |")
    for page in report["pages"]:
        for failure in page["failures"]:
            where = f"{failure['rule']} at `{failure['selector']}`"
            lines += ["", f"- **{page['path']}** {where}: {failure['message']}"]
    lines += [f"\n- Unused exemption: {name}" for name in report["unused_exemptions"]]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write and print the report; 1 when something in it has to be repaired, 2 when there is none."""
    folder = output_folder()
    now = datetime.now(UTC)
    exemptions = load_exemptions(today=now.date())
    report = collate(folder=folder, now=now, exemptions=exemptions)
    if not report["pages"]:
        sys.stderr.write(f"{folder / 'pages'} is empty. Run the tests with A11Y_MATRIX=full first.\n")
        return 2
    (folder / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=2), "utf-8")
    table = as_markdown(report)
    (folder / "report.md").write_text(table, "utf-8")
    sys.stdout.write(table)
    return 1 if report["failure_count"] or report["unused_exemptions"] else 0


if __name__ == "__main__":
    sys.exit(main())
