"""A file that shrank: often the wrong extract. Asked, never decided."""

from datetime import date

from maillage.echanges.reprise.parametres import BAISSE


def ask_confirmation(lignes: int, precedent: int | None, *, on: date) -> str:
    """The question to ask before a file with many fewer lines than the last one; empty when there is none."""
    if not precedent or lignes >= precedent:
        return ""
    baisse = 100 * (precedent - lignes) // precedent
    if baisse < BAISSE.get(on=on).valeur:
        return ""
    return (
        f"{baisse} % de lignes de moins que la dernière fois ({lignes} au lieu de {precedent}). "
        "Vérifiez que l’extraction est complète, puis confirmez."
    )
