"""The two rule engines that others maintain, each behind one function `check(page, …) -> list[Finding]`."""
