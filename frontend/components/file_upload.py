"""Choose files; they go to the API at once, with progress. Nothing passes through page state."""

from collections.abc import Mapping
from typing import ClassVar

import reflex as rx

from frontend.browser.base import BrowserComponent, EventSpecs, an_object, given
from frontend.components.browser import module
from frontend.components.example import Example
from frontend.components.field import field
from frontend.components.values import Handler, Text, described_by, pick
from frontend.i18n import Translator


class _FileUpload(BrowserComponent):
    library = module("FileUpload")
    tag = "FileUpload"
    events: ClassVar[EventSpecs] = {"on_done": an_object, "on_problem": an_object}

    action: rx.Var[str]
    name: rx.Var[str]
    accept: rx.Var[str]
    multiple: rx.Var[bool]
    max_bytes: rx.Var[int]
    texts: rx.Var[dict[str, str]]
    problems: rx.Var[dict[str, str]]


def file_upload(
    t: Translator,
    label: Text,
    *,
    action: Text,
    name: str,
    id: str | None = None,  # noqa: A002 - the name that HTML gives it.
    accept: str,
    multiple: bool = False,
    max_bytes: int | None = None,
    hint: Text | None = None,
    error: Text | None = None,
    problems: Mapping[str, str] | None = None,
    required: bool = True,
    on_done: Handler = None,
    on_problem: Handler = None,
) -> rx.Component:
    """Each file is POSTed to `action` as the multipart field `name`.

    `problems` maps the slug of a problem type to a sentence; `on_done` gets the API's answer, `on_problem` its problem.
    Say in the hint which files are taken and how large they may be.
    """
    id = id or name  # noqa: A001 - as above.
    control = _FileUpload.create(
        id=id,
        action=action,
        name=name,
        accept=accept,
        multiple=multiple,
        max_bytes=max_bytes,
        texts={
            "done": t("hochgeladen"),
            "failed": t("Das Hochladen ist fehlgeschlagen. Versuchen Sie es noch einmal."),
            "cancel": t("Abbrechen"),
        },
        problems={
            "too-large": t("Diese Datei ist zu groß."),
            "no-connection": t("Es besteht gerade keine Verbindung. Versuchen Sie es noch einmal."),
            **(problems or {}),
        },
        aria_required="true" if required else None,
        aria_invalid=pick(error, "true", "false"),
        aria_describedby=described_by((f"{id}-hint", hint), (f"{id}-error", error)),
        **given(on_done=on_done, on_problem=on_problem),
    )
    return field(t, label, control, id=id, hint=hint, error=error, required=required)


def examples(t: Translator) -> tuple[Example, ...]:
    return (
        Example(
            t("Foto des Zählers"),
            file_upload(
                t,
                t("Foto des Zählers"),
                action="/api/v1/gallery",
                name="gallery-photo",
                accept="image/jpeg,image/png",
                max_bytes=5_000_000,
                hint=t("JPEG oder PNG, höchstens 5 MB"),
            ),
        ),
    )
