"""Checks what somebody says about an appointment against what its service asks."""

import json
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from backend.appointments.booking.schemas import Answer, Channel, Contact, Details
from backend.core.database import fetch
from backend.core.email_address import normalise_email
from backend.core.errors import InvalidInput

LONGEST_NAME: Final = 200
LONGEST_PHONE: Final = 40
LONGEST_ANSWER: Final = 2_000


async def checked_details(
    *, service_id: UUID, channel: Channel, details: Details, email_needed: bool = False
) -> Details:
    """The details, tidied up. Raises `InvalidInput` with all that is wrong: "name", "email", "phone", and
    "answer-" and the question's id.

    Without an e-mail address there must be a phone number, and always where the appointment is a call; whoever has no
    account must give the address (`email_needed`). Answers to questions that are not asked are refused: whoever sends
    them has not seen the form.
    """
    contact = Contact(
        name=" ".join(details.contact.name.split()),
        email=details.contact.email.strip(),
        phone=" ".join(details.contact.phone.split()),
    )
    errors = _contact_errors(contact, channel, email_needed=email_needed)
    questions = await fetch(
        "select * from service_question where service_id = {} and retired_at is null order by position, id", service_id
    )
    given = {answer.question_id: answer.text.strip() for answer in details.answers}
    for question in questions:
        if problem := _answer_error(question, given.get(question["id"], "")):
            errors[f"answer-{question['id']}"] = problem
    for unknown in given.keys() - {question["id"] for question in questions}:
        errors[f"answer-{unknown}"] = "unknown"
    if errors:
        raise InvalidInput(errors)
    answers = [Answer(question["id"], given[question["id"]]) for question in questions if given.get(question["id"])]
    email = normalise_email(contact.email) if contact.email else ""
    return replace(details, contact=replace(contact, email=email), answers=answers)


def _contact_errors(contact: Contact, channel: Channel, *, email_needed: bool) -> dict[str, str]:
    errors = {}
    if not contact.name:
        errors["name"] = "missing"
    elif len(contact.name) > LONGEST_NAME:
        errors["name"] = "too-long"
    if contact.email:
        try:
            normalise_email(contact.email)
        except InvalidInput:
            errors["email"] = "invalid"
    elif email_needed:
        errors["email"] = "missing"
    if len(contact.phone) > LONGEST_PHONE:
        errors["phone"] = "too-long"
    elif not contact.phone and (channel == "phone" or not (contact.email or email_needed)):
        errors["phone"] = "missing"
    return errors


def _answer_error(question: dict[str, Any], text: str) -> str:
    """The key of what is wrong, or nothing."""
    if not text:
        return "missing" if question["required"] else ""
    if len(text) > LONGEST_ANSWER:
        return "too-long"
    if question["kind"] == "choice" and not _is_offered(question, text):
        return "not-offered"
    return ""


def _is_offered(question: dict[str, Any], text: str) -> bool:
    return any(text in choice.values() for choice in json.loads(question["choices"]))
