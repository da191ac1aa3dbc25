"""Addresses of accounts."""

from django.urls import path

from maillage.comptes.views import connexion, droits, equipe, invitation, mon_compte, structures

app_name = "comptes"
urlpatterns = [
    path("accueil/", mon_compte.accueil, name="accueil"),
    path("demonstration/entrer/", connexion.entrer, name="entrer"),
    path("changer-de-role/", connexion.changer_de_role, name="changer_de_role"),
    path("mon-compte/", mon_compte.mon_compte, name="mon_compte"),
    path("mon-compte/proteger/", mon_compte.proteger, name="proteger"),
    path("mon-compte/tout-deconnecter/", mon_compte.tout_deconnecter, name="tout_deconnecter"),
    path("qui-peut-quoi/", droits.qui_peut_quoi, name="droits"),
    path("qui-peut-quoi/export.csv", droits.export, name="droits_export"),
    path("equipe/", equipe.liste, name="equipe"),
    path("equipe/export.xlsx", equipe.exporter, {"format": "xlsx"}, name="equipe_xlsx"),
    path("equipe/export.ods", equipe.exporter, {"format": "ods"}, name="equipe_ods"),
    path("equipe/inviter/", equipe.inviter, name="inviter"),
    path("equipe/invitations/<uuid:key>/renvoyer/", equipe.renvoyer, name="renvoyer"),
    path("equipe/invitations/<uuid:key>/retirer/", equipe.retirer, name="retirer"),
    path("equipe/habilitations/<uuid:key>/changer/", equipe.modifier, name="modifier"),
    path("equipe/habilitations/<uuid:key>/terminer/", equipe.terminer, name="terminer"),
    path("equipe/revue/", equipe.revue, name="revue"),
    path("equipe/revue/signer/", equipe.signer, name="signer"),
    path("equipe/revue/<uuid:key>/", equipe.decider, name="decider"),
    path("equipe/<uuid:key>/double-authentification/", equipe.reinitialiser, name="reinitialiser"),
    path("equipe/<uuid:key>/", equipe.personne, name="personne"),
    path("structures/", structures.liste, name="structures"),
    path("structures/<uuid:key>/", structures.structure, name="structure"),
    path("invitation/accepter/", invitation.accepter, name="accepter"),
    path("invitation/<str:jeton>/", invitation.ouvrir, name="invitation"),
]
