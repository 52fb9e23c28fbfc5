"""One module per feature: functions that take a `Translator` and return the whole page."""
