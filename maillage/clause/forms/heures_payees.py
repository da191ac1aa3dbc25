"""The pay slips of a month: one field per contract."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from maillage.clause.actions.heures_payees import write_version
from maillage.clause.forms.marches import decimal
from maillage.clause.queries.heures_payees import Bulletin
from maillage.clause.rules.heures import check_mois
from maillage.socle.formulaires.versionnes import FormVersionne


def name(emploi: Any) -> str:
    return f"payees_{emploi.uuid.hex}"


class BulletinsForm(FormVersionne):
    def __init__(self, *args: Any, bulletins: Sequence[Bulletin], mois: date, **kwargs: Any) -> None:
        self.bulletins, self.mois = bulletins, mois
        super().__init__(
            *args, valeurs={name(one.emploi): one.payees for one in bulletins},
            version=write_version({one.emploi.uuid: one.payees for one in bulletins}), **kwargs,
        )  # fmt: skip

    def build(self) -> None:
        for one in self.bulletins:
            label = f"Heures payées, {one.emploi.personne}, {one.emploi.employeur}"
            field = decimal(label, max_digits=10)
            field.widget.attrs |= {"size": 7, "aria-label": label, "autocomplete": "off"}
            self.fields[name(one.emploi)] = field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for one in self.bulletins:
            heures = cleaned.get(name(one.emploi))
            if heures is not None and (refus := check_mois(heures, mois=self.mois).refus):
                self.add_error(name(one.emploi), refus)
        return cleaned

    @property
    def lignes(self) -> Iterator[tuple[Bulletin, Any]]:
        return ((one, self[name(one.emploi)]) for one in self.bulletins)

    @property
    def payees(self) -> dict[UUID, Decimal | None]:
        return {one.emploi.uuid: self.cleaned_data.get(name(one.emploi)) for one in self.bulletins}
