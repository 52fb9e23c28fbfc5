"""Every component with its examples, to look at and to check. Only while developing."""

from types import ModuleType
from typing import Final

import reflex as rx

from frontend.components import (
    alert,
    badge,
    breadcrumb,
    button,
    card,
    choices,
    date_input,
    day_picker,
    details,
    dialog,
    empty_state,
    error_summary,
    file_upload,
    filters,
    link,
    menu,
    pagination,
    password_field,
    progress,
    qr_figure,
    select,
    skeleton,
    summary_list,
    switch,
    table,
    tabs,
    text_field,
)
from frontend.components.example import Example
from frontend.i18n import Translator
from frontend.layout import public_shell

MODULES: Final = (
    alert,
    badge,
    breadcrumb,
    button,
    card,
    choices,
    date_input,
    day_picker,
    details,
    dialog,
    empty_state,
    error_summary,
    file_upload,
    filters,
    link,
    menu,
    pagination,
    password_field,
    progress,
    qr_figure,
    select,
    skeleton,
    summary_list,
    switch,
    table,
    tabs,
    text_field,
)


def page(t: Translator) -> rx.Component:
    return public_shell(
        t,
        key="gallery",
        title=t("Galerie der Bausteine"),
        lead=t("Woraus die Seiten des Portals bestehen, mit allen Zuständen."),
        content=[_section(t, module) for module in MODULES],
        width="wide",
    )


def examples(t: Translator, module: ModuleType) -> tuple[Example, ...]:
    made: tuple[Example, ...] = module.examples(t)
    return made


def _section(t: Translator, module: ModuleType) -> rx.Component:
    name = module.__name__.rpartition(".")[2]
    return rx.el.section(
        rx.el.h2(name, id=name),
        *(
            rx.el.div(rx.el.h3(example.title), example.component, class_name="stack stack-tight")
            for example in examples(t, module)
        ),
        class_name="stack",
        custom_attrs={"data-component": name},
    )
