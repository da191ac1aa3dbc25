"""Two tabs of one company that send at the same instant, against the facilitatrice's grid too: no line twice, none lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection
from django.utils.timezone import localdate

from maillage.clause.actions.declarations import ReleveFerme, save_declaration
from maillage.clause.actions.heures import Case, HeuresDepassees, record_heures
from maillage.clause.models import EmploiDuLot, LigneHeures, LigneReleve, Releve
from maillage.clause.nomenclatures.heures import TypeHeures
from maillage.socle.acteur import ANONYME
from maillage.socle.contexte import open_contexte, open_service
from maillage.socle.refus import VersionDepassee
from tests.clause.usine import make_clause, make_facilitateur
from tests.clause.usine_releves import get_mois, make_chantier, make_releve

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
T = TypeHeures.TRAVAIL


def run_ensemble(*deeds: Callable[[], str]) -> list[str]:
    """Each in its own connection, let go together; what it answers, or the name of its refusal."""
    depart = Barrier(len(deeds), timeout=20)

    def run(deed: Callable[[], str]) -> str:
        depart.wait()
        try:
            return deed()
        except (VersionDepassee, ReleveFerme, HeuresDepassees) as refus:
            return type(refus).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def send(releve: Releve, emplois: list[EmploiDuLot], *heures: str) -> str:
    saisies = {(emploi.uuid, T): typed for emploi, typed in zip(emplois, heures, strict=True)}
    with open_service("essai"):
        save_declaration(
            by=ANONYME, releve=releve, saisies=saisies, notes={}, lue="0", today=localdate(), envoyer=True
        )  # fmt: skip
    return "envoyé"


def test_deux_envois_au_meme_instant_n_en_font_qu_un() -> None:
    with open_service("essai"):
        chantier = make_chantier(make_clause())
        releve = make_releve(chantier)
    found = run_ensemble(
        lambda: send(releve, chantier.emplois, "100", "50"), lambda: send(releve, chantier.emplois, "90", "40")
    )
    assert sorted(found) == ["ReleveFerme", "envoyé"]
    with open_service("essai"):
        lignes = sorted(LigneHeures.objects.values_list("heures_reelles", flat=True))
        assert lignes in ([Decimal(50), Decimal(100)], [Decimal(40), Decimal(90)])
        assert LigneReleve.objects.count() == 2
        assert Releve.objects.get().version == 1


def test_l_entreprise_envoie_pendant_que_la_facilitatrice_saisit_et_rien_n_est_double_ni_ecrase() -> None:
    with open_service("essai"):
        dispositif = make_clause()
        chantier = make_chantier(dispositif, personnes=1)
        releve, by = make_releve(chantier), make_facilitateur(dispositif)
    [emploi] = chantier.emplois

    def note() -> str:
        with open_contexte(by):
            record_heures(
                by=by, mois=get_mois(), emplois=[emploi], cases=[Case(emploi.uuid, T, Decimal(70), None)],
                today=localdate(),
            )  # fmt: skip
        return "saisi"

    found = run_ensemble(lambda: send(releve, chantier.emplois, "100"), note)
    with open_service("essai"):
        ligne = LigneHeures.objects.get()
        assert (found, ligne.heures_reelles, ligne.source) in (
            (["envoyé", "saisi"], 70, "saisie"),  # hers was first: the company's word stands beside it
            (["envoyé", "HeuresDepassees"], 100, "entreprise"),  # she is shown what the company sent
        )
        assert LigneReleve.objects.get().heures == 100
