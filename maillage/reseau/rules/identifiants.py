"""SIREN and SIRET, checked by their key."""

LA_POSTE = "356000000"


def is_luhn(digits: str) -> bool:
    """The key of Luhn: every second digit from the right counts double, its figures added."""
    doubled = (int(d) * (2 if rank % 2 else 1) for rank, d in enumerate(reversed(digits)))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def check_siren(siren: str) -> str | None:
    """The reason why this SIREN is refused; None if accepted."""
    if len(siren) != 9 or not _is_digits(siren):
        return f"Un SIREN compte neuf chiffres : « {siren} » ne convient pas."
    if not is_luhn(siren) or siren == "000000000":
        return f"Le SIREN {siren} comporte une faute de frappe : sa clé de contrôle ne correspond pas."
    return None


def check_siret(siret: str) -> str | None:
    """The reason why this SIRET is refused; None if accepted.

    Source: Insee, Sirene. The establishments of La Poste follow another key: the sum of their digits is a multiple of 5.
    """
    if len(siret) != 14 or not _is_digits(siret):
        return f"Un SIRET compte quatorze chiffres : « {siret} » ne convient pas."
    siren = siret[:9]
    valid = sum(map(int, siret)) % 5 == 0 if siren == LA_POSTE and not is_luhn(siret) else is_luhn(siret)
    if check_siren(siren) or not valid:
        return f"Le SIRET {siret} comporte une faute de frappe : sa clé de contrôle ne correspond pas."
    return None


def _is_digits(text: str) -> bool:
    """`str.isdigit` would let exponents and other scripts' digits through."""
    return text.isascii() and text.isdecimal()
