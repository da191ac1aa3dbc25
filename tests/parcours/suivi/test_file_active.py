"""« Ma file active », the agenda and what is to do."""

import csv
import io
from datetime import UTC, date, timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.parcours.listes.situations import build_colonnes
from maillage.parcours.models import Contrat, Entretien, Parcours
from maillage.participants.models import Situation, SituationSensible
from maillage.socle.dates import add_months
from maillage.socle.journal.models import Acces
from maillage.socle.roles import Role
from maillage.socle.tableaux.exports import SENSIBLES
from tests.parcours.suivi.pages import count_queries, entree, fill, make_file
from tests.parcours.usine import make_parcours, make_referent
from tests.parcours.usine_sorties import make_emploi
from tests.usine import make_acteur

pytestmark = pytest.mark.django_db


def test_p1_la_file_active_pose_le_meme_nombre_de_requetes_a_2_20_et_200(connecte, dispositif, referent):
    frame = len(count_queries(connecte, "/a-faire/preferences/")) - 1  # that page reads one choice of its own
    counts = []
    for more in (2, 18, 180):
        make_file(dispositif, referent, more)
        counts.append(len(count_queries(connecte, "/file-active/?par=100")))
    assert len(set(counts)) == 1
    assert counts[0] - frame <= 8, counts


def test_la_file_dit_qui_voir_et_pourquoi_puis_toute_la_liste(connecte, dispositif, referent):
    late = make_parcours(dispositif, referent=referent, entree=entree(300), dernier_contact=entree(100))
    calm = make_parcours(dispositif, referent=referent, entree=entree(300), dernier_contact=localdate())
    page = connecte.get("/file-active/")
    assert [one["nom"] for one in page.context["a_voir"]] == [str(late.personne)]
    assert page.context["a_voir"][0]["premiere"]["texte"] == "100 jours sans contact"
    assert str(calm.personne) in page.content.decode()
    assert "2 personnes pour une capacité de 60 à 100" in page.content.decode()


def test_les_suspendus_restent_dans_la_liste_sans_alerte_ni_charge(connecte, dispositif, referent):
    make_parcours(dispositif, referent=referent, entree=entree(300), etat="suspendu")
    page = connecte.get("/file-active/")
    assert page.context["a_voir"] == []
    assert page.context["file"].effectif == 0
    assert page.context["liste"].page.paginator.count == 1


def test_le_filtre_sans_contact_suit_la_regle(connecte, dispositif, referent):
    for jours in (44, 45, 89, 90):
        make_parcours(dispositif, referent=referent, entree=entree(300), dernier_contact=entree(jours))
    make_parcours(dispositif, referent=referent, entree=entree(300), etat="suspendu")
    found = {
        v: connecte.get(f"/file-active/?alerte={v}").context["liste"].page.paginator.count for v in ("orange", "rouge")
    }
    assert found == {"orange": 3, "rouge": 1}


def test_l_export_demande_un_motif_et_l_ecrit(connecte, dispositif, referent):
    make_parcours(dispositif, referent=referent)
    assert connecte.get("/file-active/export.csv").status_code == 302
    answer = connecte.get("/file-active/export.csv?motif=permanence")
    assert answer.status_code == 200
    assert b"Dominique" in b"".join(answer.streaming_content)
    assert Acces.objects.filter(type__contains="export").exists()


SITUATION = {
    "emploi": "demandeur_emploi", "inscrit_le": date(2024, 3, 4), "brsa": "oui", "famille": "seule", "enfants": 2,
    "niveau": 3, "permis": "oui", "oral": "b1", "ressources": ["aah", "prime_activite"],
}  # fmt: skip


def export(client, *colonnes: str) -> list[dict[str, str]]:
    query = "&".join(f"col={code}" for code in ("personne", *colonnes))
    answer = client.get(f"/file-active/export.csv?motif=permanence&{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_l_export_porte_la_situation_du_jour_quand_on_la_demande(connecte, dispositif, referent):
    personne = make_parcours(dispositif, referent=referent).personne
    Situation.objects.filter(personne=personne).delete()
    Situation.objects.create(dispositif=dispositif, personne=personne, du=date(2020, 1, 1), emploi="salarie_siae")
    Situation.objects.create(dispositif=dispositif, personne=personne, du=date(2024, 4, 1), **SITUATION)
    codes = [c.code for c in build_colonnes((), on=localdate())]
    row = export(connecte, *codes)[0]
    assert list(row) == ["personne", *codes]
    assert (row["emploi"], row["inscription"], row["rsa"]) == ("Demandeur d’emploi inscrit", "2024-03-04", "Oui")
    assert (row["niveau"], row["enfants"]) == ("Niveau 3 (ancien V) : CAP, BEP", "2")
    assert all(row[code] for code in ("famille", "permis", "oral", "age"))


def test_aucune_donnee_sensible_ne_sort_ni_ce_qui_la_dirait(connecte, dispositif, referent):
    personne = make_parcours(dispositif, referent=referent).personne
    Situation.objects.create(dispositif=dispositif, personne=personne, du=date(2024, 4, 1), **SITUATION)
    assert export(connecte, "ressources")[0]["ressources"] == "Prime d’activité"
    sensible = SituationSensible(dispositif=dispositif, personne=personne, du=date(2024, 4, 1))
    sensible.reponses = {"boeth": "oui", "boeth_type": "rqth", "logement": "hotel"}
    sensible.save()
    tout = " ".join(export(connecte, *(c.code for c in build_colonnes((), on=localdate())))[0].values())
    for secret in ("AAH", "Hôtel", "RQTH"):
        assert secret.lower() not in tout.lower()
    assert not {c.categorie for c in build_colonnes((), on=localdate())} & SENSIBLES


def test_une_situation_inconnue_reste_vide(connecte, dispositif, referent):
    personne = make_parcours(dispositif, referent=referent).personne
    Situation.objects.filter(personne=personne).delete()
    assert export(connecte, "emploi", "niveau")[0]["emploi"] == ""


def test_la_situation_se_lit_en_une_requete_de_plus_et_seulement_si_on_la_montre(connecte, dispositif, referent):
    counts = {}
    for more in (2, 18):
        make_file(dispositif, referent, more)
        for query in ("col=personne", "col=personne&col=emploi&col=niveau"):
            counts[more, query] = len(count_queries(connecte, f"/file-active/?par=100&{query}"))
    assert counts[2, "col=personne"] == counts[18, "col=personne"]
    assert set(counts.values()) == {counts[2, "col=personne"], counts[2, "col=personne"] + 1}


def test_planifier_pour_plusieurs_enchaine_les_rendez_vous_et_ignore_ceux_des_autres(connecte, dispositif, referent):
    mine = [make_parcours(dispositif, referent=referent) for _ in range(3)]
    other = make_parcours(dispositif, referent=make_referent(dispositif))
    query = "&".join(f"p={p.uuid}" for p in [*mine, other])
    day = localdate() + timedelta(days=7)
    answer = fill(
        connecte, f"/file-active/rendez-vous/?{query}", p=[str(p.uuid) for p in [*mine, other]], jour=day.isoformat(),
        heure="09:00", intervalle="30", type="individuel",
    )  # fmt: skip
    assert answer.status_code == 302
    planned = list(Entretien.objects.order_by("debut"))
    assert [p.parcours for p in planned] == mine
    assert planned[2].debut - planned[0].debut == timedelta(hours=1)
    assert Parcours.objects.get(pk=mine[1].pk).prochain_contact == planned[1].debut


def test_changer_la_frequence_pour_plusieurs(connecte, dispositif, referent):
    mine = [make_parcours(dispositif, referent=referent) for _ in range(2)]
    query = "&".join(f"p={p.uuid}" for p in mine)
    fill(connecte, f"/file-active/frequence/?{query}", p=[str(p.uuid) for p in mine], jours="15")
    assert {p.frequence_jours for p in Parcours.objects.all()} == {15}
    page = fill(connecte, f"/file-active/frequence/?{query}", p=[str(p.uuid) for p in mine], jours="3")
    assert page.status_code == 200
    assert page.context["form"].errors


def test_l_agenda_montre_la_semaine_et_le_fichier_ne_nomme_personne(connecte, dispositif, referent):
    parcours = make_parcours(dispositif, referent=referent)
    debut = timezone.now() + timedelta(minutes=5)
    Entretien.objects.create(dispositif=dispositif, parcours=parcours, referent=referent, debut=debut, lieu="Bureau 2")
    assert str(parcours.personne) in connecte.get("/agenda/").content.decode()
    assert str(parcours.personne) not in connecte.get("/agenda/?du=2020-01-06").content.decode()
    ics = connecte.get("/agenda/rendez-vous.ics").content.decode()
    assert "SUMMARY:Rendez-vous" in ics
    assert debut.astimezone(UTC).strftime("DTSTART:%Y%m%dT%H%M") in ics
    for secret in (parcours.personne.nom, parcours.personne.prenom, "Bureau"):
        assert secret not in ics


def test_un_rendez_vous_d_hier_ou_du_jour_se_renseigne_avant_un_autre_contact(connecte, dispositif, referent):
    parcours = make_parcours(dispositif, referent=referent)
    waiting = Entretien.objects.create(
        dispositif=dispositif, parcours=parcours, referent=referent, debut=timezone.now() - timedelta(days=1)
    )
    address = f"/dossiers/{parcours.uuid}/entretien/"
    assert connecte.get(address)["Location"] == f"/entretiens/{waiting.uuid}/renseigner/"
    assert connecte.get(f"{address}?nouveau=1").status_code == 200


def test_un_rendez_vous_passe_n_est_pas_un_rendez_vous_prevu(connecte, dispositif, referent):
    make_parcours(dispositif, referent=referent, prochain_contact=timezone.now() - timedelta(days=3))
    assert connecte.get("/file-active/?rdv=avec").context["liste"].page.paginator.count == 0
    assert connecte.get("/file-active/?rdv=sans").context["liste"].page.paginator.count == 1


def test_une_adresse_d_agenda_sans_sens_montre_cette_semaine(connecte):
    assert connecte.get("/agenda/?du=hier").context["is_courante"]


def test_ce_qui_est_en_retard_est_dans_a_faire(dispositif, referent):
    from maillage.parcours.agenda import list_a_faire

    parcours = make_parcours(dispositif, referent=referent, entree=entree(300), dernier_contact=entree(100))
    acteur = make_acteur(habilitation=referent.compte.habilitations.get())
    (chose,) = list_a_faire(acteur, localdate())
    assert str(parcours.personne) in chose.titre
    assert str(parcours.personne) not in chose.categorie
    assert list_a_faire(make_acteur(Role.DIRECTEUR, dispositif), localdate()) == []


def test_ni_le_contrat_d_entree_ni_le_point_de_suivi_ne_sont_a_faire_deux_fois(dispositif, referent):
    """Each has its own line (`afaire.accompagnement`, `afaire.sorties`); an avenant has this one only."""
    from maillage.parcours.agenda import list_a_faire

    today = localdate()
    arrive, suivi, emploi = (
        make_parcours(dispositif, referent=referent, entree=entree(40), etat=etat, dernier_contact=today)
        for etat in ("a_demarrer", "actif", "actif")
    )
    for parcours in (arrive, suivi):
        Contrat.objects.create(dispositif=dispositif, parcours=parcours, du=today)
    make_emploi(emploi, debut=entree(30))
    acteur = make_acteur(habilitation=referent.compte.habilitations.get())
    (chose,) = list_a_faire(acteur, today)
    assert (str(suivi.personne) in chose.titre, chose.categorie) == (True, "Contrat à signer")


def test_un_contrat_qui_a_depasse_sa_duree_prevue_se_lit_partout_ou_l_on_peut_agir(connecte, dispositif, referent):
    from maillage.parcours.agenda import list_a_faire

    today = localdate()
    acteur = make_acteur(habilitation=referent.compte.habilitations.get())
    signe = dict.fromkeys(("signe_personne_le", "signe_referent_le", "signe_plie_le"), add_months(today, -13))
    termes = {}
    for mois, code in ((12, "passe"), (18, "a_venir"), (None, "sans_duree")):
        termes[code] = make_parcours(
            dispositif, referent=referent, entree=add_months(today, -14), etat="actif", dernier_contact=today
        )
        Contrat.objects.create(
            dispositif=dispositif, parcours=termes[code], du=add_months(today, -13), duree_mois=mois, **signe
        )
    terme = add_months(today, -1) - timedelta(days=1)
    phrase = f"prévu jusqu’au {terme:%d/%m/%Y}"
    (chose,) = list_a_faire(acteur, today)
    assert (chose.categorie, phrase in chose.titre) == ("Contrat arrivé à son terme", True)
    assert str(termes["passe"].personne) in chose.titre
    page = connecte.get("/file-active/").content.decode()
    assert page.count(f"Contrat {phrase}") == 2  # among those to see, and in the list
    for code, is_dit in (("passe", True), ("a_venir", False), ("sans_duree", False)):
        for adresse in (f"/dossiers/{termes[code].uuid}/", f"/dossiers/{termes[code].uuid}/contrats/"):
            assert ("Le contrat a dépassé sa durée prévue" in connecte.get(adresse).content.decode()) is is_dit
    Contrat.objects.create(dispositif=dispositif, parcours=termes["passe"], rang=2, du=today)
    (chose,) = list_a_faire(acteur, today)
    assert chose.categorie == "Contrat à signer"
    assert "Le contrat a dépassé" not in connecte.get(f"/dossiers/{termes['passe'].uuid}/").content.decode()
