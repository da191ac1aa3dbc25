"""Which notices of the BOAMP are worth a look."""

from datetime import date

from maillage.echanges.boamp.rules import is_a_signaler, read_avis, weigh

JOUR = date(2026, 1, 5)
NORD = frozenset({"59"})
AVIS = {
    "idweb": "25-1", "objet": "Rénovation d’une école fictive", "nomacheteur": "Ville fictive", "code_departement": ["59"],
    "descripteur_code": ["45214200"], "criteres": ["sociaux", "environnementaux"], "dateparution": "2026-01-02",
    "datelimitereponse": "2026-02-02T12:00:00+01:00", "donnees": '{"CONDITION": "Heures d’insertion"}',
}  # fmt: skip


def test_les_indices_s_ajoutent_et_se_disent():
    signal = weigh(read_avis(AVIS), departements=NORD)
    assert signal.points == 7
    assert signal.phrase == (
        "7 points : l’avis annonce des critères sociaux ; il parle de « insertion » ; la main-d’œuvre y pèse."
    )
    assert is_a_signaler(signal, on=JOUR)


def test_hors_des_departements_suivis_rien_n_est_signale():
    signal = weigh(read_avis(AVIS), departements=frozenset({"75"}))
    assert (signal.points, signal.phrase) == (0, "Aucun indice d’insertion.")
    assert not is_a_signaler(signal, on=JOUR)


def test_le_lieu_de_la_prestation_l_emporte_sur_celui_de_l_acheteur():
    ailleurs = read_avis(AVIS | {"code_departement_prestation": "62, 80"})
    assert ailleurs.departements == ("62", "80")
    assert weigh(ailleurs, departements=NORD).points == 0


def test_beaucoup_de_mots_ne_pesent_pas_plus_que_le_plafond():
    bavard = {
        "code_departement": "59",
        "objet": "Lot réservé : clause sociale d’insertion, publics éloignées de l’emploi",
    }
    assert weigh(read_avis(bavard), departements=NORD).points == 4


def test_un_mot_ou_une_nature_seuls_ne_suffisent_pas():
    for seul in ({"objet": "Insertion d’un encart"}, {"objet": "Peinture", "descripteur_code": "45442100"}):
        assert not is_a_signaler(weigh(read_avis({"code_departement": "59"} | seul), departements=NORD), on=JOUR)


def test_un_avis_aux_champs_vides_ou_faux_se_lit():
    avis = read_avis({"dateparution": "hier", "donnees": {"a": ["réservé"]}, "code_departement": None})
    assert (avis.parution, avis.departements, avis.objet) == (None, (), "")
    assert "réservé" in avis.texte


def test_les_dates_se_lisent_avec_ou_sans_heure():
    avis = read_avis(AVIS)
    assert (avis.parution, avis.limite) == (date(2026, 1, 2), date(2026, 2, 2))
