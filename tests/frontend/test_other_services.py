"""What comes back from another service is told in our own words, whatever stands in the address."""

import pytest

from backend.core.errors import NotSignedIn, Problem
from backend.identity.oidc.fetching import ServiceUnreachable
from backend.identity.oidc.operations.links import IdentityTaken, LinkExpired, TooManyIdentities
from backend.identity.oidc.operations.round_trips import RoundTripExpired
from backend.identity.oidc.provider_client import AnswerNotProven, SignInCancelled
from backend.identity.ways_in import LastWayIn
from frontend.i18n import translator
from frontend.state.other_services import brought_back, problem_of
from frontend.state.problem_words import problem_words
from frontend.state.words.other_services import SENTENCES

_PROBLEMS: tuple[type[Problem], ...] = (
    AnswerNotProven,
    IdentityTaken,
    LastWayIn,
    LinkExpired,
    NotSignedIn,
    RoundTripExpired,
    ServiceUnreachable,
    SignInCancelled,
    TooManyIdentities,
)


def test_every_problem_on_the_way_has_its_own_sentence() -> None:
    assert {problem.slug for problem in _PROBLEMS} == set(SENTENCES)
    assert len(set(SENTENCES.values())) == len(SENTENCES)


@pytest.mark.parametrize("slug", ["<b>Ihr Konto ist gesperrt</b>", "not-a-slug", "%00"])
def test_an_address_puts_no_words_of_others_on_the_page(slug: str) -> None:
    t = translator("de")
    assert problem_of(t, brought_back(f"problem={slug}")) == problem_words(t, "unknown")


def test_without_a_problem_nothing_is_told() -> None:
    t = translator("de")
    assert problem_of(t, brought_back("")) == ""
    assert problem_of(t, brought_back("unlinked=example")) == ""
    assert problem_of(t, brought_back("problem=oidc-cancelled")) == t(SENTENCES["oidc-cancelled"])
