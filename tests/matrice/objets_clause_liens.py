"""The objects of the matrix: companies, their contacts and statements, what signed links open (nothing, without one)."""

from maillage.clause.models import Bilan, ContactDonneur, DonneurOrdre, EmbaucheSignalee, JustificatifReleve, Releve
from tests.clause.usine import ENGAGE, make_donneur
from tests.clause.usine_aval import make_entreprise
from tests.clause.usine_releves import make_chantier, make_contact, make_releve
from tests.clause.usine_validee import make_bilan
from tests.matrice.objets import Pour, objet, valeurs
from tests.socle.pieces.fichiers import make_piece

valeurs("clause:declarer_lien", "clause:acheteur_lien", jeton="essai")


def get_releve(pour: Pour) -> Releve:
    found = Releve.objects.filter(dispositif=pour.dispositif).first()
    return found or make_releve(make_chantier(pour.dispositif, personnes=1), etat="envoye")


@objet(
    "clause:releve", "clause:releve_lien", "clause:releve_lien_retirer", "clause:releve_reprendre",
    "clause:releve_valider", "clause:releve_renvoyer", "clause:declarer", "clause:declarer_relire",
    "clause:declarer_embauche",
)  # fmt: skip
def releve(pour: Pour) -> dict[str, object]:
    return {"uuid": get_releve(pour).uuid}


@objet("clause:releve_demander")
def demande(pour: Pour) -> dict[str, object]:
    found = get_releve(pour)
    return {"uuid": found.lot.uuid, "entreprise": found.entreprise.uuid}


@objet("clause:releve_justificatif")
def justificatif(pour: Pour) -> dict[str, object]:
    found = get_releve(pour)
    piece = make_piece(dispositif=pour.dispositif, compte=pour.compte, is_de_dossier=True)
    row = JustificatifReleve.objects.create(dispositif=pour.dispositif, releve=found, piece=piece)
    return {"uuid": found.uuid, "piece": row.uuid}


@objet("clause:embauche_suite")
def embauche(pour: Pour) -> dict[str, object]:
    row = EmbaucheSignalee.objects.create(dispositif=pour.dispositif, releve=get_releve(pour), debut=ENGAGE)
    return {"uuid": row.uuid}


@objet("clause:entreprise", "clause:contact_entreprise_ajouter")
def entreprise(pour: Pour) -> dict[str, object]:
    return {"uuid": make_entreprise(pour.dispositif).uuid}


@objet("clause:contact_entreprise", "clause:contact_entreprise_effacer")
def contact(pour: Pour) -> dict[str, object]:
    return {"uuid": make_contact(make_entreprise(pour.dispositif)).uuid}


@objet(
    "clause:acheteur_acces", "clause:acheteur_acces_ouvrir", "clause:acheteur_acces_retirer", "clause:acheteur",
    "clause:acheteur_bilans",
)  # fmt: skip
def acheteur(pour: Pour) -> dict[str, object]:
    return {"uuid": make_contact_donneur(pour, make_donneur(pour.dispositif)).uuid}


def make_contact_donneur(pour: Pour, donneur: DonneurOrdre) -> ContactDonneur:
    return ContactDonneur.objects.create(
        dispositif=pour.dispositif, donneur=donneur, nom="Essai", fonction="achats", courriel="achats@ville.test",
        du=ENGAGE, modifie_le=ENGAGE,
    )  # fmt: skip


@objet("clause:acheteur_bilan")
def bilan_transmis(pour: Pour) -> dict[str, object]:
    """Handed to the donneur d'ordre of that contact: without its link, it is closed all the same."""
    bilan = make_bilan(pour.dispositif)
    Bilan.objects.filter(pk=bilan.pk).update(transmis_le=ENGAGE, transmis_par=1)
    assert bilan.destinataire is not None
    contact = make_contact_donneur(pour, bilan.destinataire)
    return {"uuid": contact.uuid, "bilan": bilan.uuid}


@objet("clause:acheteur_bilan_fichier")
def bilan_transmis_fichier(pour: Pour) -> dict[str, object]:
    return {**bilan_transmis(pour), "format": "pdf"}
