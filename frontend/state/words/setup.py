"""What to say about problems with what is set up for appointments."""

from frontend.i18n import msgid

SENTENCES = {
    "setup-changed-meanwhile": msgid(
        "Das hat inzwischen jemand anders geändert. Laden Sie die Seite neu: Ihre Eingaben bleiben dabei erhalten."
    ),
    "too-many-questions": msgid("Mehr als 20 Fragen sind nicht möglich. Entfernen Sie zuerst eine andere."),
}

FIELDS = {
    "name-needed": msgid("Geben Sie den Namen ein."),
    "name-de-needed": msgid("Geben Sie den Namen auf Deutsch ein."),
    "name-en-needed": msgid("Geben Sie den Namen auf Englisch ein. Gibt es keinen, wiederholen Sie den deutschen."),
    "street-needed": msgid("Geben Sie Straße und Hausnummer ein."),
    "city-needed": msgid("Geben Sie den Ort ein."),
    "postal-code": msgid("Geben Sie die Postleitzahl mit fünf Ziffern ein."),
    "german-needed": msgid("Schreiben Sie diesen Text auch auf Deutsch."),
    "english-needed": msgid("Schreiben Sie diesen Text auch auf Englisch."),
    "line-too-long": msgid("Das ist zu lang. Möglich sind 120 Zeichen."),
    "text-too-long": msgid("Das ist zu lang. Möglich sind 2.000 Zeichen."),
    "unreadable": msgid("Darin ist ein Zeichen, das man nicht sieht. Tippen Sie die Angabe bitte neu ein."),
    "duration-number": msgid("Geben Sie die Dauer in Minuten an: eine Zahl von 5 bis 720."),
    "step-number": msgid("Geben Sie den Abstand in Minuten an: eine Zahl von 5 bis 720."),
    "buffer-before-number": msgid("Geben Sie Minuten an: eine Zahl von 0 bis 240."),
    "buffer-after-number": msgid("Geben Sie Minuten an: eine Zahl von 0 bis 240."),
    "lead-time-number": msgid("Geben Sie eine Zahl ein. Mehr als 90 Tage sind nicht möglich."),
    "horizon-days-number": msgid("Geben Sie Tage an: eine Zahl von 1 bis 366."),
    "cancel-until-number": msgid("Geben Sie eine Zahl ein. Mehr als 30 Tage sind nicht möglich."),
    "capacity-number": msgid("Geben Sie an, wie viele Personen teilnehmen können: eine Zahl von 1 bis 500."),
    "channels-needed": msgid("Wählen Sie mindestens einen Weg."),
    "location-ids-needed": msgid("Wählen Sie mindestens einen Standort, oder bieten Sie den Termin nicht vor Ort an."),
    "room-location-needed": msgid("Wählen Sie den Standort, an dem der Raum ist."),
    "too-many-words": msgid("Das sind zu viele. Möglich sind 20 Fähigkeiten."),
    "label-de-needed": msgid("Schreiben Sie die Frage auf Deutsch."),
    "label-en-needed": msgid("Schreiben Sie die Frage auf Englisch."),
    "choices-needed": msgid("Schreiben Sie mindestens zwei verschiedene Antworten, jede in eine eigene Zeile."),
    "too-many-choices": msgid("Mehr als 30 Antworten sind nicht möglich."),
    "choices-uneven": msgid("Schreiben Sie genauso viele Zeilen wie auf Deutsch, in derselben Reihenfolge."),
    "account-unknown": msgid("Wählen Sie ein Konto aus der Liste."),
    "account-taken": msgid("Dieses Konto gehört schon zu einer anderen Person, die Termine gibt."),
    "federal-state-unknown": msgid("Wählen Sie ein Bundesland aus der Liste."),
    "https-needed": msgid("Geben Sie eine Adresse ein, die mit https:// beginnt."),
    "times-shape": msgid("Schreiben Sie die Zeiten so: 08:00–12:00. Mehrere trennen Sie mit Komma."),
    "times-overlap": msgid(
        "Zwei dieser Zeiten überschneiden sich. Lassen Sie die zweite beginnen, wo die erste endet."
    ),
    "closes-before-opens": msgid("Das Ende liegt nicht nach dem Beginn. Über Mitternacht hinweg sind es zwei Tage."),
    "break-outside": msgid("Die Pause liegt nicht in der Arbeitszeit. Ändern Sie eine von beiden."),
    "no-such-day": msgid("Diesen Tag gibt es nicht. Prüfen Sie Tag, Monat und Jahr."),
    "day-shape": msgid("Schreiben Sie den Tag so: 24.12.2026."),
    "day-needed": msgid("Geben Sie den ersten Tag ein, zum Beispiel 24.12.2026."),
    "last-before-first": msgid("Der letzte Tag liegt vor dem ersten. Prüfen Sie beide."),
    "day-past": msgid("Diese Zeit ist schon vorbei. Geben Sie einen Tag ab heute ein."),
    "day-too-far": msgid("So weit im Voraus geht es nicht: höchstens 400 Tage am Stück und gut zwei Jahre ab heute."),
    "extra-times-needed": msgid("Geben Sie an, von wann bis wann, zum Beispiel 18:00–20:00."),
    "one-time": msgid("Hier ist nur eine Zeit möglich. Tragen Sie die zweite danach ein."),
    "kind-unknown": msgid("Wählen Sie eines davon."),
}
