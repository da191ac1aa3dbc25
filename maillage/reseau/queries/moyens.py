"""The team, the software and the FSE of a dispositif, as far as each reader may know."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillage.reseau import rules
from maillage.reseau.models import Dispositif, Effectif, GestionFse, Logiciel
from maillage.reseau.models.moyens import en_cours
from maillage.reseau.nomenclatures import SIGLES_EMPLOYEUR, ChampFiche, Employeur, FonctionEquipe, UsageLogiciel
from maillage.reseau.queries.visibilite import find_niveau_ferme
from maillage.socle.acteur import Acteur


@dataclass(frozen=True, slots=True)
class Moyens:
    """What is true on a day and open to this reader; what they may not read is as if nobody had said it."""

    effectifs: list[Effectif]
    logiciels: list[Logiciel]
    gestion_fse: GestionFse | None

    def __bool__(self) -> bool:
        return bool(self.effectifs or self.logiciels or self.gestion_fse)

    @property
    def totaux(self) -> Mapping[str, rules.Compte]:
        """By the word for each kind of employer, « internes » first."""
        found = rules.add_effectifs((Employeur(e.employeur), e.personnes, e.etp) for e in self.effectifs)
        return {SIGLES_EMPLOYEUR[employeur]: found[employeur] for employeur in Employeur if employeur in found}


def get_moyens(acteur: Acteur, dispositif: Dispositif, *, on: date) -> Moyens:
    def is_lu(champ: ChampFiche) -> bool:
        return find_niveau_ferme(acteur, dispositif, champ) is not None

    gestion = GestionFse.objects.filter(en_cours(on=on), dispositif=dispositif).order_by("-du")
    return Moyens(
        effectifs=_list_effectifs(dispositif, on=on) if is_lu(ChampFiche.EFFECTIFS) else [],
        logiciels=_list_logiciels(dispositif, on=on) if is_lu(ChampFiche.LOGICIELS) else [],
        gestion_fse=gestion.first() if is_lu(ChampFiche.FSE) else None,
    )


def _list_effectifs(dispositif: Dispositif, *, on: date) -> list[Effectif]:
    order, employeurs = list(FonctionEquipe), list(Employeur)
    rows = Effectif.objects.filter(en_cours(on=on), dispositif=dispositif)
    return sorted(
        rows, key=lambda e: (order.index(FonctionEquipe(e.fonction)), employeurs.index(Employeur(e.employeur)), e.du)
    )


def _list_logiciels(dispositif: Dispositif, *, on: date) -> list[Logiciel]:
    order = list(UsageLogiciel)
    rows = Logiciel.objects.filter(en_cours(on=on), dispositif=dispositif)
    return sorted(rows, key=lambda row: (order.index(UsageLogiciel(row.usage)), row.nom.casefold()))


def get_effectif(acteur: Acteur, uuid: UUID) -> Effectif:
    """Of one's own dispositif; raises DoesNotExist."""
    return Effectif.objects.select_related("dispositif").get(dispositif=acteur.dispositif, uuid=uuid)


def get_logiciel(acteur: Acteur, uuid: UUID) -> Logiciel:
    """Of one's own dispositif; raises DoesNotExist."""
    return Logiciel.objects.select_related("dispositif").get(dispositif=acteur.dispositif, uuid=uuid)


def list_equipes(dispositifs: Collection[int], *, usage: UsageLogiciel, on: date) -> frozenset[int]:
    """Which of these have declared a software for this use: to be counted, not to be told of one."""
    rows = Logiciel.objects.filter(en_cours(on=on), dispositif__in=dispositifs, usage=usage)
    return frozenset(rows.values_list("dispositif", flat=True))


def list_noms_de_logiciels(acteur: Acteur, dispositif: Dispositif) -> list[str]:
    """To be suggested: how the network already writes them, among those that their structure shows it."""
    rows = Logiciel.objects.filter(au=None, dispositif__is_fictif=dispositif.is_fictif).select_related("dispositif")
    names = {
        row.nom.casefold(): row.nom
        for row in rows.order_by("-pk")
        if find_niveau_ferme(acteur, row.dispositif, ChampFiche.LOGICIELS) is not None
    }
    return [names[key] for key in sorted(names)]
