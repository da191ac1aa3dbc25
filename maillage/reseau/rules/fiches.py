"""What a fiche of the directory may say, and until when it holds."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from urllib.parse import urlsplit

from maillage.socle.dates import add_months

# Domaine 04 § 4: « date de dernière vérification (relance annuelle) ».
DELAI_DE_VERIFICATION = 12  # months
# A territory or a software may hold for ten years; a team that has not moved for one was more likely forgotten.
QUI_VIEILLISSENT = frozenset({"Contacts", "Équipe"})

_TELEPHONE = re.compile(r"(?:\+33|0)[1-9][0-9]{8}|\+(?:262|590|594|596|508|687|689)[0-9]{6,9}|3[0-9]{3}")


def next_verification(verifie_le: date | None) -> date | None:
    """The day from which the fiche must be read again; None when it never was: at once."""
    return None if verifie_le is None else add_months(verifie_le, DELAI_DE_VERIFICATION)


def is_verification_due(verifie_le: date | None, *, on: date) -> bool:
    """True from twelve months after the last verification, and as long as there was none."""
    due = next_verification(verifie_le)
    return due is None or on >= due


def list_a_regarder(parties: Mapping[str, date | None], *, on: date) -> Iterator[str]:
    """What to read first of a fiche. `parties`: when each was last written, None for never; people come and go."""
    for partie, ecrit_le in parties.items():
        if ecrit_le is None:
            yield f"{partie} : rien n’est déclaré."
        elif partie in QUI_VIEILLISSENT and is_verification_due(ecrit_le, on=on):
            yield f"{partie} : rien n’a changé depuis le {ecrit_le:%d/%m/%Y}."


def check_periode(*, du: date, au: date | None = None, today: date) -> str | None:
    """The reason why these dates of a territory or of a carrying are refused; None if accepted."""
    if du > today:
        return f"Le {du:%d/%m/%Y} est dans le futur : déclarez-le le jour venu."
    if au is not None and au < du:
        return f"La fin ({au:%d/%m/%Y}) précède le début ({du:%d/%m/%Y})."
    return None


def check_portage(*, du: date, precedent_du: date | None, today: date) -> str | None:
    """A new carrier ends the previous one the day before: it must start after it."""
    if refus := check_periode(du=du, today=today):
        return refus
    if precedent_du is not None and du - timedelta(days=1) < precedent_du:
        return (
            f"Le portage actuel commence le {precedent_du:%d/%m/%Y} : le nouveau ne peut pas commencer "
            f"le {du:%d/%m/%Y}, ce jour-là ou avant."
        )
    return None


def check_telephone(telephone: str) -> str | None:
    """French numbers, overseas included, and the short ones; spaces and dots are the reader's comfort."""
    if _TELEPHONE.fullmatch(re.sub(r"[\s.\-()\u202f\u00a0]", "", telephone)):
        return None
    return f"« {telephone} » n’est pas un numéro français, par exemple 03 80 00 00 00 ou +262 262 00 00 00."


def clean_site(site: str) -> str:
    """The address with its scheme; a person types « exemple.fr »."""
    site = site.strip()
    return f"https://{site}" if site and "://" not in site else site


def check_site(site: str) -> str | None:
    """Only the web, and a real host: the address becomes a link of a public page."""
    refus = f"« {site} » n’est pas l’adresse d’un site, par exemple https://www.exemple.fr."
    try:
        parts = urlsplit(site)
        host = parts.hostname or ""
    except ValueError:
        return refus
    if parts.scheme not in {"http", "https"} or "." not in host.strip(".") or re.search(r"\s|[<>\"']", site):
        return refus
    return None
