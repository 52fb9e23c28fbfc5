"""Helpers of the tests that are not fixtures."""
