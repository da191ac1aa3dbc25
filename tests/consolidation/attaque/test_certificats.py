"""What an attack finds, and how it says it."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from maillage.consolidation.attaque.certificats import attack, certify, compute_empreinte, make_public
from maillage.consolidation.attaque.exigences import list_exigences
from maillage.consolidation.attaque.lecture import DossierRefuse, read_dossier
from maillage.consolidation.secret.dossiers import write_dossier
from maillage.consolidation.secret.nomenclatures import Diffusion
from maillage.consolidation.secret.tableaux import Publication
from tests.consolidation.petits_tableaux import (
    EXEMPLE,
    LIEUX,
    SEUILS,
    SORTIES,
    attack_all,
    make_plat,
    make_tableau,
    release,
)

MIDI = datetime(2026, 6, 1, 12, tzinfo=UTC)
TABLEAU = make_tableau((LIEUX, SORTIES), EXEMPLE)
PETITE = TABLEAU.get_cle(("A", "autres"))


@pytest.fixture(scope="module")
def dossier():
    _, sortie = release(Publication("v1", (TABLEAU,)))
    return write_dossier([sortie], SEUILS, diffusion=Diffusion.RESTREINTE)


def test_s1_masquer_la_seule_petite_case_ne_la_protege_pas():
    nue = Publication("v1", (TABLEAU,), montrees=frozenset(map(TABLEAU.get_cle, TABLEAU.list_places())) - {PETITE})
    certificat = attack_all(nue)
    assert certificat["primaires"][0]["intervalle"] == [3, 3]
    assert certificat["verdict"] == "refusé"
    assert certificat["motifs"] == ["sorties|2019|lieu=A|sortie=autres : l’intervalle retrouvé est trop étroit."]


def test_r66_un_certificat_dit_tout_ce_qui_fut_attaque(dossier):
    certificat = certify(dossier, now=MIDI)
    assert certificat["verdict"] == "conforme"
    assert certificat["diffusion"] == "restreinte"
    assert certificat["etabli_le"] == "2026-06-01T12:00:00+00:00"
    assert certificat["seuils"]["personnes"] == 5
    assert certificat["comptes"] | {"blocs": 0} == {
        "publications": 1, "cases": 20, "cachees": 4, "non_offertes": 0, "primaires": 1, "blocs": 0, "complices": 0, "essayees_en_entiers": 1,
    }  # fmt: skip
    assert set(certificat["versions"]) == {"maillage", "highspy", "python"}
    assert json.loads(json.dumps(certificat)) == certificat


def test_ce_qui_n_est_pas_offert_se_compte_sans_etre_nomme(dossier):
    """A cell that the release never prints is often found, and nobody loses it."""
    tue = deepcopy(dossier)
    grande, complement = ["B", "cdi"], "sorties|2019|lieu=B|sortie=cdi"
    one = next(c for c in tue["publications"][0]["tableaux"][0]["cellules"] if c["place"] == grande)
    one["offerte"] = False
    tue["publications"][0]["montrees"].remove(complement)
    certificat = certify(tue, now=MIDI)
    assert certificat["verdict"] == "conforme"
    assert (certificat["comptes"]["cachees"], certificat["comptes"]["non_offertes"]) == (4, 1)
    assert complement not in {c["cle"] for c in make_public(certificat)["cachees"]}


def test_l_empreinte_est_celle_de_ce_qui_fut_attaque(dossier):
    certificat = certify(json.loads(json.dumps(dossier)), now=MIDI)
    assert certificat["empreinte"] == compute_empreinte(dossier)
    autre = deepcopy(dossier)
    autre["publications"][0]["code"] = "v2"
    assert compute_empreinte(autre) != certificat["empreinte"]


def test_le_verdict_ne_croit_pas_le_masque_sur_parole(dossier):
    """The file says nothing of what is small: showing the small cell is found out from the true tables."""
    trop = deepcopy(dossier)
    trop["publications"][0]["montrees"].append(str(PETITE))
    certificat = certify(trop, now=MIDI)
    assert certificat["verdict"] == "refusé"
    assert certificat["primaires"][0]["intervalle"] == [3, 3]


def test_le_certificat_public_ne_dit_pas_quelle_case_est_petite(dossier):
    public = make_public(certify(dossier, now=MIDI))
    assert [c["cle"] for c in public["cachees"]] == sorted(c["cle"] for c in public["cachees"])
    assert len(public["cachees"]) == 4
    assert {frozenset(c) for c in public["cachees"]} == {frozenset(("cle", "intervalle"))}
    assert not {"primaires", "autres_cachees", "motifs", "fuites"} & public.keys()
    assert "primaires" not in public["comptes"]
    assert public["verdict"] == "conforme"


def gate(change):
    def build(dossier):
        broken = deepcopy(dossier)
        change(broken)
        return broken

    return build


@pytest.mark.parametrize(
    ("change", "raison"),
    [
        (lambda d: d.update(format="autre/1"), "Format « autre/1 » inconnu"),
        (lambda d: d.update(publications=[]), "aucune publication"),
        (
            lambda d: d["publications"][0]["montrees"].append("sorties|2019|lieu=Z"),
            "qui n’est dans aucun de ses tableaux",
        ),
        (lambda d: d["publications"][0]["tableaux"][0]["cellules"][0].update(valeur=1), "Le dossier se contredit"),
        (
            lambda d: d["publications"][0]["pourcentages"].append([str(PETITE), "sorties|2019|lieu=A", "9", "1"]),
            "se contredit",
        ),
    ],
)
def test_s6_un_dossier_qui_se_contredit_n_est_pas_certifie(dossier, change, raison):
    with pytest.raises(DossierRefuse, match=raison):
        certify(gate(change)(dossier), now=MIDI)


def test_r64_un_groupe_entier_se_retrouve_quand_sa_marge_est_montree():
    revenu = make_plat("revenu", "rsa", "ass", "aucun", is_sensible=True)
    tableau = make_tableau((LIEUX, revenu), {
        ("A", "rsa"): 14, ("B", "rsa"): 20, ("B", "ass"): 15, ("B", "aucun"): 30,
        ("C", "rsa"): 25, ("C", "ass"): 18, ("C", "aucun"): 22,
    })  # fmt: skip
    masque, sortie = release(Publication("v1", (tableau,)))
    assert not masque.echecs
    assert attack_all(sortie)["verdict"] == "conforme"
    tout = replace(sortie, montrees=sortie.montrees | {tableau.get_cle(("A", "rsa"))})
    assert attack_all(tout)["verdict"] == "refusé"


def test_s2_en_nombres_entiers_l_attaque_est_plus_serree_et_reste_sure():
    """Half a person is possible for a linear programme, not for a reader: three variables, where both differ."""
    feuilles = {(a, b, c): 3 + (i * 7 + j * 5 + k * 3) % 9
                for i, a in enumerate("xyz") for j, b in enumerate("uvw") for k, c in enumerate("mnp")}  # fmt: skip
    axes = (make_plat("a", *"xyz"), make_plat("b", *"uvw"), make_plat("c", *"mnp"))
    tableau = make_tableau(axes, feuilles)
    _, sortie = release(Publication("v1", (tableau,)))
    lu = read_dossier(write_dossier([sortie], SEUILS, diffusion=Diffusion.RESTREINTE))
    exigences = list_exigences(lu)
    larges = attack(lu, exigences, petit_bloc=0)
    serrees = attack(lu, exigences)
    assert serrees.entiers == len(exigences) > 0
    assert larges.entiers == 0
    for rang in exigences:
        assert larges.intervalles[rang][0] - 1e-6 <= serrees.intervalles[rang][0]
        assert serrees.intervalles[rang][1] <= larges.intervalles[rang][1] + 1e-6
