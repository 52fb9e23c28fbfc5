"""What to say about problems when staff sign somebody out, close an account or open it again."""

from frontend.i18n import msgid

SENTENCES = {
    "own-account": msgid(
        "Ihr eigenes Konto können Sie nicht schließen: Sie kämen nicht mehr hinein. Bitten Sie eine andere Person aus "
        "der Administration darum."
    ),
    "last-administrator": msgid(
        "Das ist das letzte Konto der Administration. Lassen Sie zuerst ein weiteres anlegen: Das kann, wer den Server "
        "betreut."
    ),
    "not-found": msgid("Dieses Konto gibt es nicht mehr. Bitte laden Sie die Seite neu."),
}

MEANWHILE = {
    "account-closed": msgid("Jemand anderes war schneller: Das Konto von {name} ist schon geschlossen."),
    "account-not-closed": msgid("Jemand anderes war schneller: Das Konto von {name} ist schon wieder offen."),
}
"""What is wished for is the case already."""

FIELDS = {
    "closing-reason-needed": msgid("Schreiben Sie kurz, warum."),
    "closing-reason-shape": msgid("Schreiben Sie höchstens 500 Zeichen, ohne unsichtbare Zeichen."),
}
