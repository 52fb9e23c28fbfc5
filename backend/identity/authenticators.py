"""Names of passkeys by the authenticator that made them."""

from collections.abc import Collection
from itertools import count

# AAGUIDs of what people mostly have: providers of synced passkeys, systems, and security keys. From the list that the
# passkey providers keep themselves, together with that of the FIDO Alliance's metadata service
# (github.com/passkeydeveloper/passkey-authenticator-aaguids, aaguid.json and combined_aaguid.json, read in November
# 2026). Models of one make share a name: people do not know the number of theirs. Only for naming: an AAGUID proves
# nothing.
_AAGUIDS = {
    "1Password": ("bada5566-a7aa-401f-bd96-45619a55120d",),
    "AliasVault": ("a11a5faa-9f32-4b8c-8c5d-2f7d13e8c942",),
    "Apple Passwords": ("fbfc3007-154e-4ecc-8c0b-6e020557d7bd",),
    "Bitwarden": ("d548826e-79b4-db40-a3d8-11116f7e8349",),
    "Chrome (Mac)": ("adce0002-35bc-c60a-648b-0b25f1f05503",),
    "Chromium": ("b5397666-4885-aa6b-cebf-e52262a439a2",),
    "Dashlane": ("531126d6-e717-415c-9320-3d9aa6981239",),
    "Devolutions": ("de503f9c-21a4-4f76-b4b7-558eb55c6f89",),
    "Edge (Mac)": ("771b48fd-d3d4-4f74-9232-fc157ab0507a",),
    "Enpass": ("f3809540-7f14-49c1-a8b3-8f813b225541",),
    "Feitian": (
        "12ded745-4bed-47d4-abaa-e713f51d6393",
        "234cd403-35a2-4cc2-8015-77ea280c77f5",
        "260e3021-482d-442d-838c-7edfbe153b7e",
        "3e22415d-7fdf-4ea4-8a0c-dd60c4249b9d",
        "4c0cf95d-2f40-43b5-ba42-4c83a11c04ba",
        "77010bd7-212a-4fc9-b236-d2ca5e9d4084",
        "833b721a-ff5f-4d00-bb2e-bdda3ec01e29",
        "b6ede29c-3772-412c-8a78-539c1f4c62d2",
        "ee041bce-25e5-4cdb-8f86-897fd6418464",
    ),
    "Google Password Manager": ("ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4",),
    "Google Titan": ("42b4fb4a-2866-43b2-9bf7-6c6669c2e5d3",),
    "IDmelon": ("39a5647e-1853-446c-a1f6-a79bae9f5bc7", "820d89ed-d65a-409e-85cb-f73f0578f82a"),
    "iCloud Keychain": ("dd4ec289-e01d-41c9-bb89-70fa845d4bf2",),
    "Kaspersky Password Manager": ("a10c6dd9-465e-4226-8198-c7c44b91c555",),
    "KeePassDX": ("eaecdef2-1c31-5634-8639-f1cbd9c00a08",),
    "KeePassXC": ("fdb141b2-5d84-443e-8a35-4698c205a502",),
    "Keeper": ("0ea242b4-43c4-4a1b-8b17-dd6d0b6baec6",),
    "LastPass": ("b78a0a55-6ef8-d246-a042-ba0f6d55050c",),
    "LogMeOnce": ("22248c4c-7a12-46e2-9a41-44291b373a4d",),
    "Microsoft Authenticator": ("90a3ccdf-635c-4729-a248-9b709135078f", "de1e552d-db1d-4423-a619-566b625cdc84"),
    "Microsoft Password Manager": ("d3452668-01fd-4c12-926c-83a4204853aa",),
    "Nitrokey": ("2cd2f727-f6ca-44da-8f48-5c2e5da000a2",),
    "NordPass": ("b84e4048-15dc-4dd0-8640-f4f60813c8af",),
    "Proton Pass": ("50726f74-6f6e-5061-7373-50726f746f6e",),
    "Samsung Pass": ("53414d53-554e-4700-0000-000000000000",),
    "Security Key (Yubico)": (
        "149a2021-8ef6-4133-96b8-81f8d5b7f1f5",
        "6d44ba9b-f6ec-2e49-b930-0c8fe920cb73",
        "a4e9fc6d-4cbe-4758-b8ba-37598bb5bbaa",
        "b92c3f9a-c014-4056-887f-140a2501163b",
        "e77e3c64-05e3-428b-8824-0cbeb04b829d",
        "f8a011f3-8c0a-4d15-8006-17111f9edc7d",
    ),
    "Swissbit iShield": ("5d629218-d3a5-11ed-afa1-0242ac120002", "931327dd-c89b-406c-a81e-ed7058ef36c6"),
    "Token2": ("ab32f0c6-2239-afbb-c470-d2ef4e254db7", "eabb46cc-e241-80bf-ae9e-96fa6d2975cf"),
    "Windows Hello": (
        "08987058-cadc-4b81-b6e1-30de50dcbe96",
        "6028b017-b1d4-4c02-b4b3-afcdafc96bb2",
        "9ddd1817-af5a-4672-a2b9-3e3dd95000a9",
    ),
    "YubiKey": (
        "19083c3d-8383-4b18-bc03-8f1c9ab2fd1b",
        "20ac7a17-c814-4833-93fe-539f0d5e3389",
        "2fc0579f-8113-47ea-b116-bb5a8db9202a",
        "73bb0cd4-e502-49b8-9c6f-b59445bf720b",
        "7d1351a6-e097-4852-b8bf-c9ac5c9ce4a3",
        "85203421-48f9-4355-9bc8-8a53846e5083",
        "90636e1f-ef82-43bf-bdcf-5255f139d12f",
        "a02167b9-ae71-4ac7-9a07-06432ebb6f1c",
        "a25342c0-3cdc-4414-8e46-f4807fca511c",
        "c1f9a0bc-1dd2-404a-b27f-8e29047a43fd",
        "c5ef55ff-ad9a-4b9f-b580-adebafe026d0",
        "cb69481e-8ff7-4039-93ec-0a2729a154a8",
        "d8522d9f-575b-4866-88a9-ba99fa02f35b",
        "dd86a2da-86a0-4cbe-b462-4bd31f57bc6f",
        "ee882879-721c-4913-9775-3dfcce97072a",
        "fa2b99dc-9e39-4257-8f92-4a30d23c4118",
    ),
    "Zoho Vault": ("b35a26b2-8f6e-4697-ab1d-d44db4da28c6",),
}
_NAMES = {aaguid: name for name, aaguids in _AAGUIDS.items() for aaguid in aaguids}


def authenticator_name(aaguid: str) -> str:
    """What people call the authenticator; "" for one that is rare or does not tell (all zeros)."""
    return _NAMES.get(aaguid, "")


def passkey_name(*, aaguid: str, system: str, taken: Collection[str]) -> str:
    """What to call a new passkey whose owner has not named it: after its authenticator, else after the system of the
    browser it was made with. It differs from the names in `taken`, so that two security keys can be told apart.
    """
    name = authenticator_name(aaguid) or (f"Passkey ({system})" if system else "Passkey")
    if name not in taken:
        return name
    return next(numbered for number in count(2) if (numbered := f"{name} {number}") not in taken)
