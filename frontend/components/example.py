"""An example of a component, shown in the gallery and checked by the tests."""

from dataclasses import dataclass

import reflex as rx


@dataclass(frozen=True)
class Example:
    title: str
    component: rx.Component
