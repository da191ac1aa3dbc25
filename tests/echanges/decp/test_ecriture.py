"""What was read, written again in the official layout, says the same when it is read once more."""

import json
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from maillage.echanges.decp.ecriture import write_officiel
from maillage.echanges.decp.nomenclatures import Consideration, Groupement, TypeIdentifiant
from maillage.echanges.decp.rules.ecriture import write_notice
from maillage.echanges.decp.rules.notices import Modification, Notice, SousTraitance, Titulaire, read_notice
from tests.echanges.decp.test_lecture import TABLE, XML
from tests.echanges.decp.usine import ACHETEUR, make_marche, read_fichier, read_one

MOTS = st.text("aàbçdeéÉz0 ’'\"<&\\/", max_size=12).map(lambda t: " ".join(f"a{t}".split()))
MONTANTS = st.none() | st.decimals(0, 10**10, places=2)
DUREES = st.none() | st.integers(0, 1200)
JOURS = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))
TITULAIRES = st.builds(Titulaire, MOTS, st.none() | st.sampled_from(TypeIdentifiant), st.just("") | MOTS)
ACTES = st.builds(SousTraitance, st.integers(0, 9), TITULAIRES, MONTANTS, DUREES, JOURS, st.just("") | MOTS)
NOTICES = st.builds(
    Notice,
    acheteur=st.just(ACHETEUR), numero=MOTS, objet=MOTS, is_concession=st.booleans(),
    cpv=st.sampled_from(["", "45214200"]), montant=MONTANTS, duree_mois=DUREES, notifiee_le=JOURS, publiee_le=JOURS,
    groupement=st.none() | st.sampled_from(Groupement),
    considerations=st.lists(st.sampled_from(Consideration), min_size=1, unique=True).map(tuple),
    techniques=st.sampled_from([(), ("Accord-cadre",)]), modalites=st.sampled_from([(), ("Tranches",)]),
    accord_cadre=st.just("") | MOTS, lieu=st.just("") | MOTS, type_lieu=st.just("") | MOTS,
    titulaires=st.lists(TITULAIRES, max_size=3, unique=True).map(tuple), acheteur_nom=st.just("") | MOTS,
    modifications=st.lists(
        st.builds(Modification, st.integers(0, 9), JOURS, MONTANTS, DUREES, st.lists(TITULAIRES, max_size=2, unique=True).map(tuple)),
        max_size=3,
    ).map(tuple),
    sous_traitances=st.lists(ACTES, max_size=2).map(tuple),
    conserves=st.just({"procedure": "Procédure adaptée", "marcheInnovant": False, "offresRecues": Decimal(3)}),
)  # fmt: skip


@given(notice=NOTICES)
def test_ecrite_puis_relue_une_notice_dit_la_meme_chose(notice):
    ecrite = json.loads(json.dumps(write_notice(notice)), parse_float=str)
    assert read_notice(ecrite, is_concession=notice.is_concession) == notice


def test_le_format_officiel_enveloppe_ses_listes():
    ecrite = write_notice(read_one())
    assert ecrite["titulaires"][0] == {"titulaire": {"id": "11111111800001", "typeIdentifiant": "SIRET"}}
    assert ecrite["considerationsSociales"] == {"considerationSociale": ["Clause sociale", "Critère social"]}
    assert ecrite["techniques"] == {"technique": ["Sans objet"]}
    assert (ecrite["montant"], ecrite["dateNotification"]) == (1200000.5, "2025-03-02")


def test_un_fichier_de_chaque_format_ressort_en_json_officiel_et_se_relit_pareil():
    for contenu in (XML, TABLE.encode(), json.dumps([make_marche(marcheInnovant="oui")]).encode()):
        lues = read_fichier(contenu).notices
        with write_officiel(map(write_notice, lues.values())) as officiel:
            again = read_fichier(officiel.read()).notices
        assert again == lues


def test_les_concessions_sortent_a_part():
    concession = write_notice(read_one()) | {"autoriteConcedante": {"id": ACHETEUR}, "id": "C1"}
    with write_officiel([write_notice(read_one()), concession]) as officiel:
        racine = json.loads(officiel.read())["marches"]
    assert ([len(each) for each in racine.values()], list(racine)) == ([1, 1], ["marche", "contrat-concession"])
