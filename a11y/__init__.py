"""Accessibility checks of real pages in a real browser. Knows nothing of the portal behind them."""
