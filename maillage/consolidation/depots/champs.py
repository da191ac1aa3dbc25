"""The numbers of a year as people write them, thousands apart, and what is said of one that cannot be."""

from typing import Any

from django import forms

from maillage.socle.typographie import write_accord

TROP_LONG = "Ce nombre est trop long : ce champ n’en prend pas de si grand. Vérifiez les chiffres en trop, et l’unité."
ENTIER = "Ce nombre se donne sans virgule : arrondissez-le."


def join_milliers(value: Any) -> Any:
    """« 120 000 », whatever the spaces: of the keyboard, no-break, narrow."""
    return "".join(value.split()) if isinstance(value, str) else value


class Entier(forms.IntegerField):
    """`statut`: said in the place of « facultatif »."""

    statut = ""

    def to_python(self, value: Any) -> Any:
        return super().to_python(join_milliers(value))


class Decimale(forms.DecimalField):
    """« 12 500,25 ». `statut`: as of the other."""

    statut = ""

    def __init__(self, *, decimal_places: int, error_messages: dict[str, str] | None = None, **kwargs: Any) -> None:
        said = f"{write_accord(decimal_places, 'chiffre')} au plus après la virgule : arrondissez ce nombre."
        messages = {
            "max_digits": TROP_LONG, "max_whole_digits": TROP_LONG, "max_decimal_places": said if decimal_places else ENTIER,
        }  # fmt: skip
        super().__init__(
            decimal_places=decimal_places, localize=True, error_messages=messages | (error_messages or {}), **kwargs
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(join_milliers(value))
