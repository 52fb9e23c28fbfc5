"""Our server calls push services that the operator knows, and nothing else that a browser may name."""

import pytest

from backend.core.settings import Settings
from backend.identity.push_devices.queries import is_push_service

KNOWN = Settings.model_fields["push_services"].default


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/c2Vj:cmV0_-",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
        "https://web.push.apple.com/QGuQyavXutnMH",
        "https://wns2-par02p.notify.windows.com/w/?token=BQYAAA%3d%3d",
        "https://fcm.googleapis.com:443/fcm/send/abc",
    ],
)
def test_those_of_the_common_browsers_are_known(endpoint: str) -> None:
    assert is_push_service(endpoint, services=KNOWN)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://169.254.169.254/latest/meta-data",
        "https://fcm.googleapis.com.evil.example/",
        "https://evil.example/fcm.googleapis.com",
        "https://fcm.googleapis.com@evil.example/",
        "https://evil.example@fcm.googleapis.com/",
        "https://:secret@fcm.googleapis.com/",
        "https://fcm.googleapis.com:8443/",
        "https://fcm.googleapis.com:99999/",
        "https://fcm.googleapis.com\\@evil.example/",
        "https://evil.example\\.notify.windows.com/",
        "https://evil.example#.notify.windows.com/",
        "https://evil.example?.notify.windows.com",
        "https://evil.example%2f.notify.windows.com/",
        "https://notify.windows.com/",
        "https://.notify.windows.com/",
        "https://evilnotify.windows.com/",
        "https://fcm.googleapis.com/\r\nHost: evil.example",
        "https://fcm.google\tapis.com/",
        "https://fcm.googleapis.com/a b\x00",
        "https://fcm.googleapis.cöm/",
        "https://fcm。googleapis.com/",
        "https:fcm.googleapis.com/",
        "//fcm.googleapis.com/",
        "https://[fcm.googleapis.com/",
        "file:///etc/passwd",
        "",
    ],
)
def test_nothing_else_is_called(endpoint: str) -> None:
    assert not is_push_service(endpoint, services=KNOWN)


def test_without_services_there_is_none() -> None:
    assert not is_push_service("https:///", services="")
    assert not is_push_service("https://fcm.googleapis.com/", services=" , ")
