"""From the file to the people: dry run, errors, likenesses, import, the same file again, undoing."""

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from maillage.echanges.reprise.actions import annulation, depots, importation
from maillage.echanges.reprise.actions.depots import RepriseRefusee
from maillage.echanges.reprise.models import Anomalie, Correspondance, Depot, Doublon, Fragment, LignePreparee, Origine
from maillage.echanges.reprise.nomenclatures import Decision, EtatDepot, Nature
from maillage.parcours.models import AnneeClose, Parcours, Photo, Referent, Sortie
from maillage.parcours.nomenclatures.etats import EtatParcours
from maillage.participants.actions.personnes import change_personne
from maillage.participants.models import Adresse, CleIdentite, Personne, Situation
from maillage.reseau.models import Organisation
from maillage.socle.journal.models import Evenement
from maillage.socle.parametres import fixe
from maillage.socle.permissions import DroitRefuse
from maillage.socle.roles import Role
from maillage.socle.travaux.actions import enqueue_service
from tests.echanges.reprise.usine import (
    JOUR,
    PARCOURS,
    PERSONNE,
    check,
    import_rows,
    list_messages,
    run,
    submit,
    write_csv,
    write_xlsx,
)
from tests.matrice.objets_territoire import make_commune
from tests.parcours.usine import make_coordinateur, make_personne, make_referent
from tests.usine import make_acteur, make_dispositif

pytestmark = pytest.mark.django_db
AUTRE = PERSONNE | {
    "identifiant": "A2",
    "nom_naissance": "Modèle",
    "prenoms": "Dominique",
    "date_naissance": "02/01/1990",
}


@pytest.fixture
def dispositif():
    return make_dispositif("PLIE d’essai")


@pytest.fixture
def by(dispositif):
    return make_coordinateur(dispositif)


def ask_import(by, depot, *, confirme=False):
    return importation.ask_import(by=by, depot=depot, confirme=confirme, today=JOUR)


def undo(by, depot):
    travail = run(annulation.ask_annulation(by=by, depot=depot, today=JOUR))
    assert travail.etat == "fini", travail.erreur
    return travail


def count_tout():
    return {
        m.__name__: m.objects.count()
        for m in (Personne, CleIdentite, Adresse, Situation, Parcours, Photo, Sortie, Referent)
    }


def test_le_controle_a_blanc_ne_cree_rien_et_dit_tout(by, dispositif):
    depot = check(by, submit(by, dispositif, [PERSONNE, AUTRE | {"sexe": "?"}, AUTRE | {"identifiant": "A1"}, {}]))
    assert (depot.etat, depot.lignes, depot.nouvelles, depot.erreurs) == (EtatDepot.CONTROLE, 3, 3, 2)
    assert [(ligne, colonne) for ligne, colonne, _ in list_messages(depot)] == [
        (3, "Sexe"), (4, "Identifiant d’origine"),
    ]  # fmt: skip
    assert "déjà celui de la ligne 2" in list_messages(depot)[1][2]
    assert Personne.objects.count() == 0
    with pytest.raises(RepriseRefusee, match="points à corriger"):
        ask_import(by, depot)


def test_un_import_cree_la_personne_son_adresse_et_sa_situation(by, dispositif):
    commune = make_commune("99001")
    depot = import_rows(
        by, dispositif,
        [PERSONNE | {"sexe": "Femme", "commune": "99001", "qpv": "oui", "situation_au": "03/03/2025", "niveau": "I",
                     "brsa": "Oui", "france_travail": "1234567A"}, AUTRE],
    )  # fmt: skip
    personne = Personne.objects.get(nom_naissance="Exemple")
    assert (personne.sexe, personne.france_travail, personne.numero) == ("f", "1234567A", 1)
    assert (personne.adresses.get().commune, personne.adresses.get().qpv_methode) == (commune, "saisie")
    situation = personne.situations.get()
    assert (situation.niveau, situation.niveau_a_verifier, situation.brsa) == (7, True, "oui")
    assert (depot.etat, depot.crees, depot.rattaches, depot.ecartes) == (EtatDepot.IMPORTE, 2, 0, 0)
    assert Evenement.objects.get(type="reprise.import").details["crees"] == 2
    assert not any(m.objects.exists() for m in (LignePreparee, Anomalie, Doublon, Fragment))


def test_le_meme_fichier_deux_fois_ne_cree_rien(by, dispositif):
    import_rows(by, dispositif, [PERSONNE, AUTRE])
    avant = count_tout()
    depot = check(by, submit(by, dispositif, [PERSONNE, AUTRE]))
    assert (depot.nouvelles, depot.connues, depot.doublons.count()) == (0, 2, 0)
    with pytest.raises(RepriseRefusee, match="rien à importer"):
        ask_import(by, depot)
    assert count_tout() == avant


def test_trois_lignes_changees_depuis_leur_reprise_sont_dites_et_ne_changent_rien(by, dispositif):
    """What was corrected here since, by hand, is never overwritten by a file."""
    rows = [AUTRE | {"identifiant": f"A{n}", "nom_naissance": "Modèle" + "abcde"[n]} for n in range(5)]
    import_rows(by, dispositif, rows)
    avant = sorted(Personne.objects.values_list("nom_naissance", "version"))
    changees = [row | {"courriel": "a@exemple.test"} if rang < 3 else row for rang, row in enumerate(rows)]
    depot = check(by, submit(by, dispositif, [*changees, PERSONNE | {"identifiant": "Z1"}]))
    assert (depot.connues, depot.nouvelles, depot.erreurs) == (5, 1, 0)
    assert [(ligne, dit.partition(".")[0]) for ligne, _, dit in list_messages(depot)] == [
        (n, "Cette ligne a changé depuis sa reprise") for n in (2, 3, 4)
    ]
    run(ask_import(by, depot, confirme=True))
    assert sorted(Personne.objects.exclude(nom_naissance="Exemple").values_list("nom_naissance", "version")) == avant


def test_apres_annulation_un_fichier_de_trois_lignes_corrigees_les_reprend_corrigees(by, dispositif):
    rows = [AUTRE | {"identifiant": f"A{n}", "nom_naissance": "Modèle" + "abcde"[n]} for n in range(5)]
    undo(by, import_rows(by, dispositif, rows))
    corrigees = [row | {"sexe": "f"} if rang < 3 else row for rang, row in enumerate(rows)]
    assert import_rows(by, dispositif, corrigees).crees == 5
    assert Personne.objects.filter(sexe="f").count() == 3


def test_deux_fichiers_identiques_controles_ensemble_ne_creent_qu_une_fois(by, dispositif):
    premier, second = (check(by, submit(by, dispositif, [PERSONNE])) for _ in range(2))
    run(ask_import(by, premier))
    run(ask_import(by, second))
    second.refresh_from_db()
    assert (Personne.objects.count(), second.etat, second.crees) == (1, EtatDepot.IMPORTE, 0)


@pytest.mark.parametrize(
    ("decision", "personnes", "comptes"),
    [(Decision.MEME, 1, (0, 1, 0)), (Decision.NOUVELLE, 2, (1, 0, 0)), (Decision.IGNORER, 1, (0, 0, 1))],
)
def test_un_humain_decide_d_une_ressemblance(by, dispositif, decision, personnes, comptes):
    connue = make_personne(dispositif, nom_naissance="EXEMPLE", prenoms="Camile", date_naissance=date(1984, 5, 17))
    depot = check(by, submit(by, dispositif, [PERSONNE]))
    doublon = depot.doublons.get()
    assert (doublon.personne, doublon.ligne) == (connue, 2)
    with pytest.raises(RepriseRefusee, match="attendent votre décision"):
        ask_import(by, depot)
    depots.decide_doublon(by=by, doublon=doublon, decision=decision)
    run(ask_import(by, depot))
    depot.refresh_from_db()
    assert Personne.objects.count() == personnes
    assert (depot.crees, depot.rattaches, depot.ecartes) == comptes
    connue.refresh_from_db()
    assert (connue.nom_naissance, connue.version) == ("EXEMPLE", 1)
    assert check(by, submit(by, dispositif, [PERSONNE])).connues == 1


def test_une_decision_survit_au_fichier_corrige(by, dispositif):
    make_personne(dispositif, nom_naissance="Exemple", prenoms="Camille", date_naissance=date(1984, 5, 17))
    depot = check(by, submit(by, dispositif, [PERSONNE, AUTRE | {"sexe": "?"}]))
    depots.decide_doublon(by=by, doublon=depot.doublons.get(), decision=Decision.NOUVELLE)
    depots.replace_fichier(
        by=by, depot=depot, nom="corrige.csv", fichier=io.BytesIO(write_csv([AUTRE, PERSONNE])), today=JOUR
    )
    depot = check(by, depot)
    assert (depot.erreurs, depot.nom, depot.doublons.get().decision) == (0, "corrige.csv", Decision.NOUVELLE)


def test_une_personne_citee_sous_deux_identifiants_est_signalee_sans_bloquer(by, dispositif):
    depot = check(by, submit(by, dispositif, [PERSONNE, PERSONNE | {"identifiant": "B7", "nom_naissance": "EXEMPLE"}]))
    assert depot.erreurs == 0
    assert [(ligne, "ligne 2" in message) for ligne, _, message in list_messages(depot)] == [(3, True)]


def test_les_parcours_se_reprennent_avec_leurs_etats_leurs_photos_et_leur_sortie(by, dispositif):
    ancien = make_referent(dispositif)
    import_rows(by, dispositif, [PERSONNE | {"situation_au": "01/03/2025", "brsa": "oui"}, AUTRE])
    import_rows(
        by, dispositif,
        [
            PARCOURS | {"referent_nom": ancien.nom.upper(), "referent_prenom": ancien.prenom,
                        "date_signature": "10/03/2025"},
            PARCOURS | {"identifiant": "P2", "personne": "A2", "date_sortie": "28/11/2025", "type_sortie": "ED-CDI"},
            PARCOURS | {"identifiant": "P3", "personne": "A2", "date_entree": "05/01/2026"},
        ],
        nature=Nature.PARCOURS,
    )  # fmt: skip
    actif, sorti, neuf = Parcours.objects.order_by("date_entree", "pk")
    assert [p.etat for p in (actif, sorti, neuf)] == [
        EtatParcours.ACTIF, EtatParcours.SORTI_POSITIF, EtatParcours.A_DEMARRER,
    ]  # fmt: skip
    assert actif.referent == ancien
    assert list(actif.passages.order_by("rang").values_list("vers", "le")) == [
        ("a_demarrer", date(2025, 3, 3)), ("actif", date(2025, 3, 10)),
    ]  # fmt: skip
    assert actif.photos.get().situation == actif.personne.situations.get()
    assert actif.affectations.get().du == date(2025, 3, 3)
    assert sorti.sorties.get().photo == sorti.photos.get(moment="sortie")
    nouveau = Referent.objects.get(nom="Ancien")
    assert (nouveau.compte, nouveau.du, neuf.referent) == (None, date(2025, 3, 3), nouveau)


def test_chaque_faute_d_un_parcours_dit_son_remede(by, dispositif):
    AnneeClose.objects.create(dispositif=dispositif, annee=2024, close_le=date(2025, 2, 1))
    import_rows(by, dispositif, [PERSONNE])
    depot = check(
        by,
        submit(
            by, dispositif,
            [PARCOURS | {"personne": "Z9"}, PARCOURS | {"identifiant": "P2"}, PARCOURS | {"identifiant": "P3"},
             PARCOURS | {"identifiant": "P4", "date_entree": "01/06/2024", "date_sortie": "01/02/2025",
                         "type_sortie": "SS-AUT"}],
            nature=Nature.PARCOURS,
        ),
    )  # fmt: skip
    messages = [message for _, _, message in list_messages(depot) if "n’est pas référent ici" not in message]
    assert len(messages) == depot.erreurs == 3
    for message, dit in zip(messages, ("reprenez d’abord", "ligne 3", "L’année 2024 est close"), strict=True):
        assert dit in message


def test_un_import_s_annule_en_entier_et_le_fichier_peut_revenir(by, dispositif):
    avant = count_tout()
    personnes = import_rows(by, dispositif, [PERSONNE | {"situation_au": "01/03/2025", "brsa": "oui"}, AUTRE])
    sortis = PARCOURS | {"date_sortie": "28/11/2025", "type_sortie": "ED-CDI", "date_signature": "10/03/2025"}
    parcours = import_rows(by, dispositif, [sortis], nature=Nature.PARCOURS)
    with pytest.raises(RepriseRefusee, match=r"1 parcours.*Annulez d’abord les imports qui ont suivi"):
        annulation.ask_annulation(by=by, depot=personnes, today=JOUR)
    undo(by, parcours)
    undo(by, personnes)
    assert count_tout() == avant
    personnes.refresh_from_db()
    assert (personnes.etat, Origine.objects.count()) == (EtatDepot.ANNULE, 0)
    assert import_rows(by, dispositif, [PERSONNE, AUTRE]).crees == 2


def test_un_import_sur_lequel_on_a_travaille_ne_s_annule_pas(by, dispositif):
    depot = import_rows(by, dispositif, [PERSONNE, AUTRE])
    personne = Personne.objects.get(nom_naissance="Modèle")
    change_personne(by=by, personne=personne, values={"telephone": "0199002010"}, version=1)
    with pytest.raises(RepriseRefusee, match=r"1 dossier modifié.*Rien n’a été annulé"):
        annulation.ask_annulation(by=by, depot=depot, today=JOUR)
    assert Personne.objects.count() == 2


def test_un_import_ancien_ne_s_annule_plus(by, dispositif):
    depot = import_rows(by, dispositif, [PERSONNE])
    Depot.objects.filter(pk=depot.pk).update(importe_le=datetime(2026, 9, 20, 12, tzinfo=UTC))
    with pytest.raises(RepriseRefusee, match="plus de 60 jours"):
        annulation.ask_annulation(by=by, depot=depot, today=JOUR)


def test_annuler_laisse_ceux_qui_etaient_deja_la(by, dispositif):
    make_personne(dispositif, nom_naissance="Exemple", prenoms="Camille", date_naissance=date(1984, 5, 17))
    depot = check(by, submit(by, dispositif, [PERSONNE, AUTRE]))
    depots.decide_doublon(by=by, doublon=depot.doublons.get(), decision=Decision.MEME)
    run(ask_import(by, depot))
    depot.refresh_from_db()
    undo(by, depot)
    assert Personne.objects.count() == 1


def test_un_fichier_bien_plus_court_que_le_precedent_se_confirme(by, dispositif):
    import_rows(by, dispositif, [PERSONNE | {"identifiant": str(rang), "nom_naissance": nom} for rang, nom in
                                 enumerate(("Abel", "Brun", "Colin", "Dumas", "Faure"))])  # fmt: skip
    depot = check(by, submit(by, dispositif, [AUTRE]))
    with pytest.raises(RepriseRefusee, match="80 % de lignes de moins"):
        ask_import(by, depot)
    assert run(ask_import(by, depot, confirme=True)).etat == "fini"


def test_un_classeur_se_lit_comme_un_csv_et_les_colonnes_choisies_se_retrouvent(by, dispositif):
    entetes = ["N° interne", "NOM", "prénom", "Née le"]
    contenu = write_xlsx([[], entetes, [12.0, "Exemple", "Camille", datetime(1984, 5, 17)]])  # noqa: DTZ001
    depot = submit(by, dispositif, [], contenu=contenu, nom="essai.xlsx")
    assert depot.colonnes == {"nom_naissance": 1, "prenoms": 2, "date_naissance": 3}
    run(depots.choose_colonnes(by=by, depot=depot, places=depot.colonnes | {"identifiant": 0}))
    assert list_messages(depot) == []
    depot.refresh_from_db()
    run(ask_import(by, depot))
    assert Origine.objects.get().identifiant == "12"
    assert Correspondance.objects.get(entete="n interne").colonne == "identifiant"
    assert submit(by, dispositif, [], contenu=contenu).colonnes["identifiant"] == 0


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        (b"%PDF-1.7", "Enregistrez le tableau en XLSX"), (b"PK\x03\x04abime", "mot de passe"), (b"\n\n", "est vide"),
        (b"\xd0\xcf\x11\xe0....", "ancien format"),
    ],
)  # fmt: skip
def test_un_fichier_illisible_est_refuse_avec_son_remede(by, dispositif, contenu, dit):
    with pytest.raises(RepriseRefusee, match=dit):
        submit(by, dispositif, [], contenu=contenu)
    assert Depot.objects.count() == 0


def test_un_guillemet_oublie_fait_refuser_le_fichier(by, dispositif):
    contenu = write_csv([PERSONNE]) + b'A2;"Modele;Dominique;02/01/1990\n'
    with pytest.raises(RepriseRefusee, match="Un guillemet n’est pas refermé à partir de la ligne 3"):
        submit(by, dispositif, [], contenu=contenu)


def test_un_fichier_trop_long_est_refuse_avec_son_remede(by, dispositif, monkeypatch):
    monkeypatch.setattr(depots, "LIGNES", fixe("essai", "", "lignes", 1, "essai"))
    with pytest.raises(RepriseRefusee, match="plus de 1 lignes : partagez-le"):
        submit(by, dispositif, [PERSONNE, AUTRE, AUTRE])


def test_un_fichier_de_windows_garde_ses_accents(by, dispositif):
    contenu = write_csv([PERSONNE | {"nom_naissance": "Éloïse"}]).decode().encode("cp1252")
    depot = check(by, submit(by, dispositif, [], contenu=contenu))
    run(ask_import(by, depot))
    assert Personne.objects.get().nom_naissance == "Éloïse"


def test_un_fichier_sans_ligne_est_une_erreur(by, dispositif):
    depot = check(by, submit(by, dispositif, [], contenu=write_csv([], entetes=PERSONNE)))
    assert [message for _, _, message in list_messages(depot)] == [
        "Le fichier a des titres de colonnes mais aucune ligne à reprendre."
    ]


def test_ce_qui_attend_est_scelle_puis_efface_a_l_abandon(by, dispositif):
    depot = check(by, submit(by, dispositif, [PERSONNE | {"sexe": "?"}]))
    assert b"Exemple" not in bytes(Fragment.objects.get().contenu_scelle)
    depots.abandon_depot(by=by, depot=depot)
    assert not any(m.objects.exists() for m in (Anomalie, Doublon, Fragment))
    depot.refresh_from_db()
    with pytest.raises(RepriseRefusee, match="abandonné"):
        depots.choose_colonnes(by=by, depot=depot, places=depot.colonnes)


def test_un_fichier_oublie_et_les_numeros_d_une_personne_anonyme_s_effacent(by, dispositif):
    import_rows(by, dispositif, [PERSONNE, AUTRE])
    import_rows(by, dispositif, [PARCOURS], nature=Nature.PARCOURS)
    oublie = submit(by, dispositif, [PERSONNE])
    Depot.objects.filter(pk=oublie.pk).update(depose_le=datetime.now(UTC) - timedelta(days=31))
    Personne.objects.filter(nom_naissance="Exemple").update(anonymisee_le=JOUR)
    assert run(enqueue_service(code="reprise.menage")).etat == "fini"
    oublie.refresh_from_db()
    assert (oublie.etat, Fragment.objects.count()) == (EtatDepot.ABANDONNE, 0)
    assert list(Origine.objects.values_list("identifiant", flat=True)) == ["A2"]


@pytest.mark.parametrize("role", [Role.REFERENT, Role.PRESCRIPTEUR, Role.OPERATEUR])
def test_reprendre_est_a_la_coordination_et_a_la_direction(dispositif, role):
    with pytest.raises(DroitRefuse):
        submit(make_acteur(role, dispositif), dispositif, [PERSONNE])
    submit(make_acteur(Role.DIRECTEUR, dispositif), dispositif, [PERSONNE])


def test_un_fichier_de_plusieurs_tranches_se_lit_en_entier(by, dispositif, monkeypatch):
    from maillage.echanges.reprise.actions import controle

    monkeypatch.setattr(controle, "PAS", 2)
    rows = [PERSONNE | {"identifiant": str(rang), "date_naissance": f"{rang + 1:02}/05/1984",
                        "nom_naissance": f"Nom{'abcdefg'[rang]}"} for rang in range(5)]  # fmt: skip
    depot = check(by, submit(by, dispositif, [*rows, rows[0]]))
    assert (depot.lignes, depot.erreurs) == (6, 1)
    assert "ligne 2" in list_messages(depot)[0][2]


ETAPE = {
    "identifiant": "E1", "parcours": "P1", "type": "FOR-QUA", "intitule": "Titre d’exemple", "debut": "01/04/2025",
    "fin": "30/06/2025",
}  # fmt: skip
CONTACT = {"identifiant": "C1", "parcours": "P1", "debut": "10/03/2025 14:30"}


def import_dossier(by, dispositif):
    import_rows(by, dispositif, [PERSONNE])
    return import_rows(by, dispositif, [PARCOURS], nature=Nature.PARCOURS)


def test_les_etapes_et_les_contacts_se_reprennent_puis_s_annulent(by, dispositif):
    dossier = import_dossier(by, dispositif)
    operateur = Organisation.objects.create(nom="Régie d’exemple")
    etapes = import_rows(
        by, dispositif,
        [ETAPE | {"operateur": "REGIE D'EXEMPLE", "heures_realisees": "210,5", "resultat": "certification"},
         ETAPE | {"identifiant": "E2", "interrompue": "oui"}, ETAPE | {"identifiant": "E3", "fin": ""},
         ETAPE | {"identifiant": "E4", "debut": "01/02/2025", "avant_entree": "oui"}],
        nature=Nature.ETAPES,
    )  # fmt: skip
    contacts = import_rows(
        by, dispositif, [CONTACT, CONTACT | {"identifiant": "C2", "debut": "12/05/2025", "presence": "Absente"}],
        nature=Nature.CONTACTS,
    )  # fmt: skip
    parcours = Parcours.objects.get()
    assert list(parcours.etapes.order_by("pk").values_list("etat", flat=True)) == [
        "termine", "interrompu", "en_cours", "termine",
    ]  # fmt: skip
    first = parcours.etapes.earliest("pk")
    assert (first.operateur, first.heures_realisees, first.resultat) == (operateur, Decimal("210.5"), "certification")
    assert list(parcours.entretiens.order_by("debut").values_list("presence", flat=True)) == ["venu", "absent"]
    assert (parcours.dernier_contact, parcours.version) == (date(2025, 3, 10), 1)
    with pytest.raises(RepriseRefusee, match=r"2 contacts avec la personne ; 4 étapes"):
        annulation.ask_annulation(by=by, depot=dossier, today=JOUR)
    for depot in (contacts, etapes, dossier):
        undo(by, depot)
    assert not Parcours.objects.exists()


def test_annuler_des_contacts_rend_le_dernier_contact_d_avant(by, dispositif):
    import_dossier(by, dispositif)
    import_rows(by, dispositif, [CONTACT], nature=Nature.CONTACTS)
    second = import_rows(
        by, dispositif, [CONTACT | {"identifiant": "C2", "debut": "12/05/2025"}], nature=Nature.CONTACTS
    )
    assert Parcours.objects.get().dernier_contact == date(2025, 5, 12)
    undo(by, second)
    assert Parcours.objects.get().dernier_contact == date(2025, 3, 10)


def test_chaque_faute_d_une_etape_ou_d_un_contact_dit_son_remede(by, dispositif):
    import_rows(by, dispositif, [PERSONNE])
    sorti = PARCOURS | {"date_sortie": "28/11/2025", "type_sortie": "ED-CDI"}
    import_rows(by, dispositif, [sorti], nature=Nature.PARCOURS)
    fautes = [
        (ETAPE | {"parcours": "Z"}, "reprenez d’abord le fichier « parcours »"),
        (ETAPE | {"debut": "01/02/2025"}, "écrivez « oui » dans « Commencée avant l’entrée »"),
        (ETAPE | {"debut": "01/12/2025", "fin": "02/12/2025"}, "après la sortie"),
        (ETAPE | {"fin": ""}, "donnez la date de fin de l’étape"),
        (ETAPE | {"fin": "", "interrompue": "oui"}, "interrompue sans date de fin"),
        (ETAPE | {"fin": "01/01/2025"}, "La fin précède le début"),
        (ETAPE | {"operateur": "Inconnu"}, "sans lui"),
    ]
    for faute, dit in fautes:
        found = list_messages(check(by, submit(by, dispositif, [faute], nature=Nature.ETAPES)))
        assert len(found) == 1, (faute, found)
        assert dit in found[0][2]
    for faute, dit in (({"debut": "01/03/2025"}, "est entrée le 03/03/2025"), ({"debut": "01/01/2030"}, "agenda")):
        found = list_messages(check(by, submit(by, dispositif, [CONTACT | faute], nature=Nature.CONTACTS)))
        assert [dit in message for _, _, message in found] == [True]
