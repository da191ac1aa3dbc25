"""DECP files of every layout, hand-made, with the pitfalls that publishers really leave in them."""

import json
from datetime import date
from decimal import Decimal

import pytest

from maillage.clause.nomenclatures.lots import FormeClause
from maillage.echanges.decp.nomenclatures import Consideration, Groupement, TypeAchat, TypeIdentifiant
from maillage.echanges.decp.rules.notices import find_type_achat
from maillage.echanges.decp.rules.valeurs import (
    read_booleen,
    read_cpv,
    read_date,
    read_entier,
    read_liste,
    read_montant,
)
from maillage.echanges.rules.flux import FichierIllisible
from tests.echanges.decp.usine import ACHETEUR, AUTRE, ENTREPRISE, make_marche, read_fichier, read_one, write_json


class TestJson:
    def test_un_marche_se_lit_entier(self):
        notice = read_one()
        assert notice.uid == ACHETEUR + "2025-042"
        assert (notice.montant, notice.duree_mois, notice.notifiee_le) == (Decimal("1200000.5"), 14, date(2025, 3, 2))
        assert (notice.cpv, notice.type_achat, notice.groupement) == (
            "45212290",
            TypeAchat.TRAVAUX,
            Groupement.CONJOINT,
        )
        assert notice.considerations == (Consideration.CLAUSE, Consideration.CRITERE)
        assert notice.formes == (FormeClause.CONDITION_EXECUTION, FormeClause.CRITERE)
        assert [titulaire.identifiant for titulaire in notice.titulaires] == [ENTREPRISE, AUTRE]
        assert (notice.techniques, notice.modalites) == ((), ("Tranches",))
        assert notice.is_a_qualifier
        assert notice.avertissements == ()

    def test_une_clause_sociale_se_qualifie_et_un_marche_sans_elle_non(self):
        assert read_one(considerationsSociales={"considerationSociale": ["Marché réservé"]}).is_a_qualifier
        assert not read_one(
            considerationsSociales={"considerationSociale": ["Pas de considération sociale"]}
        ).is_a_qualifier

    @pytest.mark.parametrize("vide", [None, [], {"considerationSociale": []}, "", "NC"])
    def test_un_nul_veut_dire_aucune_et_non_inconnue(self, vide):
        assert read_one(considerationsSociales=vide).considerations == (Consideration.AUCUNE,)

    def test_une_consideration_hors_liste_est_dite(self):
        notice = read_one(considerationsSociales={"considerationSociale": ["Clause verte"]})
        assert any("Clause verte" in doute for doute in notice.avertissements)

    def test_un_siret_de_six_ou_quinze_chiffres_avertit_et_ne_bloque_pas(self):
        for faux in ("123456", "123456789012345"):
            notice = read_one(titulaires=[{"titulaire": {"id": faux, "typeIdentifiant": "SIRET"}}])
            assert notice.titulaires[0].identifiant == faux
            assert any(faux in doute for doute in notice.avertissements)

    def test_un_identifiant_etranger_n_est_pas_un_siret(self):
        notice = read_one(titulaires=[{"titulaire": {"id": "BE0123456789", "typeIdentifiant": "TVA"}}])
        assert notice.titulaires[0].type_identifiant is TypeIdentifiant.TVA
        assert not any("BE0123456789" in doute for doute in notice.avertissements)

    def test_l_ancien_format_sans_enveloppe_se_lit_aussi(self):
        notice = read_one(
            titulaires=[{"id": ENTREPRISE, "typeIdentifiant": "SIRET"}], considerationsSociales=["Clause sociale"]
        )
        assert [titulaire.identifiant for titulaire in notice.titulaires] == [ENTREPRISE]
        assert notice.considerations == (Consideration.CLAUSE,)

    def test_une_modification_donne_les_valeurs_nouvelles(self):
        notice = read_one(
            modifications=[
                {"modification": {"id": 1, "montant": 1500000, "dateNotificationModification": "2025-09-01"}}
            ]
        )
        (modification,) = notice.modifications
        assert (modification.montant, modification.duree_mois) == (Decimal(1500000), None)
        assert modification.notifiee_le == date(2025, 9, 1)

    def test_un_acte_de_sous_traitance_numero_zero_est_lu(self):
        acte = {
            "id": 0,
            "sousTraitant": {"id": AUTRE, "typeIdentifiant": "SIRET"},
            "montant": 8000,
            "dateNotification": "2025-05-05",
        }
        (lu,) = read_one(actesSousTraitance=[{"acteSousTraitance": acte}]).sous_traitances
        assert (lu.numero, lu.sous_traitant.identifiant, lu.montant) == (0, AUTRE, Decimal(8000))

    def test_une_concession_a_ses_propres_mots(self):
        concession = {
            "id": "C1", "autoriteConcedante": {"id": ACHETEUR}, "objet": "Restauration fictive", "valeurGlobale": 90000,
            "dateDebutExecution": "2025-02-01", "concessionnaires": [{"concessionnaire": {"id": ENTREPRISE, "typeIdentifiant": "SIRET"}}],
            "considerationsSociales": {"considerationSociale": ["Concession réservée"]},
        }  # fmt: skip
        lecture = read_fichier(json.dumps({"marches": {"contrat-concession": [concession]}}).encode())
        (notice,) = lecture.notices.values()
        assert notice.is_concession
        assert (notice.montant, notice.notifiee_le) == (Decimal(90000), date(2025, 2, 1))
        assert notice.titulaires[0].identifiant == ENTREPRISE
        assert notice.is_a_qualifier

    def test_deux_fois_le_meme_marche_n_en_font_qu_un_et_le_disent(self):
        lecture = read_fichier(write_json(make_marche(), make_marche(objet="Le même, corrigé")))
        assert [notice.objet for notice in lecture.notices.values()] == ["Le même, corrigé"]
        assert lecture.doublons == ["marché n° 1"]

    def test_un_marche_sans_acheteur_ou_sans_numero_est_ecarte_et_les_autres_lus(self):
        lecture = read_fichier(
            write_json(make_marche(acheteur={}), make_marche(id=""), make_marche(id="x" * 17), make_marche())
        )
        assert [place for place, _ in lecture.ecartes] == ["marché n° 1", "marché n° 2", "marché n° 3"]
        assert len(lecture.notices) == 1


XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<marches>
  <marche>
    <id>2025-042</id><acheteur><id>{ACHETEUR}</id></acheteur><objet>Espaces verts d’un quartier fictif</objet>
    <codeCPV>77310000</codeCPV><marcheInnovant>non</marcheInnovant><dureeMois>24</dureeMois><montant>48000</montant>
    <dateNotification>2025-04-07</dateNotification>
    <considerationsSociales><considerationSociale>Marché réservé</considerationSociale></considerationsSociales>
    <titulaires><titulaire><id>{ENTREPRISE}</id><typeIdentifiant>SIRET</typeIdentifiant></titulaire></titulaires>
  </marche>
  <marche><id>2025-042</id><acheteur><id>{ACHETEUR}</id></acheteur><dateNotification>2025-04-07</dateNotification></marche>
</marches>""".encode()


def nest(profondeur):
    return [nest(profondeur - 1)] if profondeur else "x"


class TestXml:
    def test_le_format_xml_dit_la_meme_chose(self):
        lecture = read_fichier(XML)
        assert len(lecture.doublons) == 1  # the official example repeats itself too
        premier = read_fichier(XML.replace(b"<marche><id>2025-042", b"<marche><id>2025-043"))
        notice = premier.notices[ACHETEUR + "2025-042"]
        assert (notice.type_achat, notice.montant, notice.duree_mois) == (TypeAchat.SERVICES, Decimal(48000), 24)
        assert notice.considerations == (Consideration.MARCHE_RESERVE,)
        assert [titulaire.identifiant for titulaire in notice.titulaires] == [ENTREPRISE]

    def test_une_structure_sans_fin_est_refusee(self):
        with pytest.raises(FichierIllisible, match="imbriqué"):
            read_fichier(b"<marches><marche>" + b"<a>" * 200)
        with pytest.raises(FichierIllisible, match="imbriqué"):
            read_fichier(b'{"marches":{"marche":[' + b"[" * 5000)
        with pytest.raises(FichierIllisible, match="imbriqué"):
            read_fichier(write_json(make_marche(objet=nest(60))))

    def test_un_type_de_document_est_refuse(self):
        bombe = (
            b'<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "aaaa">]><marches><marche><id>&a;</id></marche></marches>'
        )
        with pytest.raises(FichierIllisible, match="type de document"):
            read_fichier(bombe)


TABLE = f"""uid;id;acheteur.id;objet;codeCPV;montant;dateNotification;considerationsSociales;titulaire_id;titulaire_typeIdentifiant;donneesActuelles;modification_id
u1;M1;{ACHETEUR};Nettoyage fictif;90910000-9;10000;2024-02-01;;{ENTREPRISE};SIRET;false;0
u1;M1;{ACHETEUR};Nettoyage fictif;90910000-9;15000;2024-02-01;Clause sociale, Critère social;{AUTRE};SIRET;true;1
u1;M1;{ACHETEUR};Nettoyage fictif;90910000-9;15000;2024-02-01;Clause sociale, Critère social;{ENTREPRISE};SIRET;true;1
u2;M2;{ACHETEUR};Peinture fictive;45442100;NC;2024-02-30;Pas de considération sociale;NC;;true;0
"""


class TestTable:
    def test_une_ligne_par_titulaire_et_par_modification_ne_fait_qu_un_marche(self):
        lecture = read_fichier(TABLE.encode())
        notice = lecture.notices[ACHETEUR + "M1"]
        assert len(lecture.notices) == 2
        assert lecture.doublons == []
        assert notice.montant == Decimal(10000)
        assert notice.courante.montant == Decimal(15000)  # neither 10 000 nor the 40 000 of a sum
        assert {titulaire.identifiant for titulaire in notice.courante.titulaires} == {ENTREPRISE, AUTRE}
        assert notice.considerations == (Consideration.CLAUSE, Consideration.CRITERE)

    def test_la_modification_garde_ce_qu_elle_remplace(self):
        notice = read_fichier(TABLE.encode()).notices[ACHETEUR + "M1"]
        (modification,) = notice.modifications
        assert (modification.numero, modification.montant) == (1, Decimal(15000))

    def test_des_lignes_eloignees_d_un_meme_marche_se_retrouvent(self):
        lignes = TABLE.splitlines()
        eparses = "\n".join([lignes[0], lignes[1], lignes[4], lignes[3], lignes[2]])
        assert read_fichier(eparses.encode()).notices == read_fichier(TABLE.encode()).notices

    def test_un_guillemet_ouvert_se_dit_avec_sa_ligne(self):
        with pytest.raises(FichierIllisible, match="à partir de la ligne 3"):
            read_fichier(TABLE.replace("Nettoyage fictif;90910000-9;15000", '"Nettoyage', 1).encode())

    def test_un_nc_et_une_date_impossible_sont_vides_et_dits(self):
        notice = read_fichier(TABLE.encode()).notices[ACHETEUR + "M2"]
        assert (notice.montant, notice.notifiee_le, notice.titulaires) == (None, None, ())
        assert any("2024-02-30" in doute for doute in notice.avertissements)

    def test_un_tableau_de_windows_se_lit_aussi(self):
        assert "Nettoyage fictif" in [
            n.objet for n in read_fichier(TABLE.encode("cp1252"), encodage="cp1252").notices.values()
        ]

    def test_une_colonne_indispensable_manquante_est_nommee(self):
        with pytest.raises(FichierIllisible, match="datenotification"):
            read_fichier(b"id,acheteur_id\n1,2\n")


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        (b"", "vide"),
        (b'{"marches": {"marche": [', "ligne 1, colonne"),
        (b'{"autre": 1}', "ni « marche » ni"),
        (b"<marches><marche>", "ligne 1, colonne"),
    ],
)
def test_un_fichier_qui_n_en_est_pas_un_le_dit_en_une_phrase(contenu, dit):
    with pytest.raises(FichierIllisible, match=dit):
        read_fichier(contenu)


@pytest.mark.parametrize(
    ("cpv", "attendu"),
    [("45000000", TypeAchat.TRAVAUX), ("48000000", TypeAchat.FOURNITURES), ("50000000", TypeAchat.SERVICES),
     ("03000000", TypeAchat.FOURNITURES), ("98000000", TypeAchat.SERVICES), ("", None)],
)  # fmt: skip
def test_le_type_d_achat_se_deduit_du_cpv(cpv, attendu):
    assert find_type_achat(cpv) is attendu


def test_chaque_valeur_se_lit_comme_on_l_ecrit_vraiment():
    assert (read_booleen("oui"), read_booleen("Non"), read_booleen(True), read_booleen("?")) == (
        True,
        False,
        True,
        None,
    )
    assert read_date("2025-01-31T10:00:00+01:00") == date(2025, 1, 31)
    assert read_date("x2025-01-31") is read_date("2025-01-311") is None
    assert read_montant("1 234,50") == Decimal("1234.50")
    assert read_montant("-3") is read_montant("NaN") is read_montant("Infinity") is read_montant("1e400000") is None
    assert (read_entier("12"), read_entier("1,5"), read_entier("99999999999")) == (12, None, None)
    assert read_cpv("45212290-5") == read_cpv("45212290") == "45212290"
    assert read_cpv("4521229") == ""
    assert read_liste("Sans objet") == []
    assert read_liste("a | b;c") == ["a", "b", "c"]
