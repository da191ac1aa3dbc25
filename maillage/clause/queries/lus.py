"""What a donneur d'ordre reads of its lots day after day, by its link; and all that it holds, these totals and its bilans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from maillage.clause.models import AccesDonneur, Bilan, LigneHeures
from maillage.clause.nomenclatures.lots import EtatLot
from maillage.clause.queries.bilans_faits import list_lignes, make_contrats, make_ligne, read_emplois
from maillage.clause.queries.perimetres import select_lignes
from maillage.clause.queries.publies import read_transmis
from maillage.clause.rules.arretes import Decidee, find_arret
from maillage.clause.rules.bilans.faits import Contrat, Ligne, list_atomes
from maillage.clause.rules.bilans.periodes import Periode
from maillage.clause.rules.bilans.secret import Publie, list_sommes
from maillage.clause.rules.deductions import Atome, shows_somebody
from maillage.clause.rules.petits_effectifs import SEUIL
from maillage.socle.acteur import Acteur
from maillage.socle.contexte import open_service
from maillage.socle.typographie import write_date_courte

# Before the clause is agreed, the lot is the work of the facilitatrice and of nobody else; without a clause, no hours.
BROUILLONS = (EtatLot.REPERE, EtatLot.DIAGNOSTIQUE, EtatLot.CLAUSE_PROPOSEE, EtatLot.SANS_CLAUSE)
MOTIF = "secret des petits effectifs : ce qu’un donneur d’ordre lit de ses lots"


@dataclass(frozen=True, slots=True)
class Montre:
    """The hours of one lot, as decided until `au`."""

    lot: int
    au: date
    lignes: tuple[Ligne, ...]
    atomes: tuple[Atome, ...]

    @property
    def personnes(self) -> int:
        return len({atome.personne for atome in self.atomes})


def read_publies(acteur: Acteur, destinataire: int | None, *, on: date, sauf: Bilan | None = None) -> list[Publie]:
    """Everything that the reader of a new bilan holds already."""
    transmis = read_transmis(acteur, destinataire, sauf=sauf)
    if destinataire is None or not has_lien(destinataire):
        return transmis
    with open_service(MOTIF):
        rows, contrats = read_lignes(destinataire)
    montres = choose_montres(rows, contrats, transmis, on=on)
    return [*transmis, *(_make_publie(montre, contrats) for montre in montres.values())]


def has_lien(donneur: int) -> bool:
    """Whether somebody was ever given a link to its page."""
    return AccesDonneur.objects.filter(contact__donneur=donneur, lien_rang__gt=0).exists()


def read_lignes(donneur: int) -> tuple[list[LigneHeures], dict[int, Contrat]]:
    """The validated hours of its lots, and their contracts. Within `open_service`: three queries."""
    rows = list_lignes(select_lignes().filter(lot__marche__acheteur=donneur).exclude(lot__etat__in=BROUILLONS))
    return rows, make_contrats(read_emplois({row.mise_emploi_id for row in rows}))


def choose_montres(
    rows: Sequence[LigneHeures], contrats: Mapping[int, Contrat], transmis: Sequence[Publie], *, on: date
) -> dict[int, Montre]:
    """The lots whose hours may be shown, by themselves, from one day to the next, and beside the bilans handed over."""
    seuil = SEUIL.get(on=on).valeur
    par_lot: dict[int, list[LigneHeures]] = {}
    for row in rows:
        par_lot.setdefault(row.lot_id, []).append(row)
    found = {}
    for lot, siennes in par_lot.items():
        lignes = [make_ligne(row) for row in siennes]
        jours = {row.pk: row.decidee_le or on for row in siennes}
        atomes = list_atomes(lignes, contrats)
        au = find_arret([Decidee(jours[one.numero], one) for one in atomes], seuil=seuil, today=on)
        if au is not None:
            found[lot] = Montre(
                lot, au, tuple(li for li in lignes if jours[li.numero] <= au),
                tuple(one for one in atomes if jours[one.numero] <= au),
            )  # fmt: skip
    held = list_sommes(transmis)
    for montre in sorted(found.values(), key=lambda montre: (montre.personnes, montre.lot)):
        if not shows_somebody([*held, *(one.atomes for one in found.values())], seuil=seuil):
            break
        del found[montre.lot]
    return found


def _make_publie(montre: Montre, contrats: Mapping[int, Contrat]) -> Publie:
    mois = [ligne.mois for ligne in montre.lignes]
    libelle = f"page de ses lots, au {write_date_courte(montre.au)}"
    return Publie(libelle, Periode(min(mois), max(mois)), montre.lignes, False, contrats, {}, is_total=True)
