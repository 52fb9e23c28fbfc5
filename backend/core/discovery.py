"""Finds what features register by themselves: a registry that nobody has imported is empty, and says so too late."""

import importlib
import pkgutil

import backend


def import_all(*, named: str) -> None:
    """Import every module of this name in all features, and every one in a folder of it."""
    for module in pkgutil.walk_packages(backend.__path__, "backend."):
        if named in module.name.split("."):
            importlib.import_module(module.name)
