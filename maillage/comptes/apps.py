from django.apps import AppConfig


class ComptesConfig(AppConfig):
    name = "maillage.comptes"
    label = "comptes"
    verbose_name = "Comptes et habilitations"

    def ready(self) -> None:
        from maillage.comptes import afaire as a_faire
        from maillage.comptes import donnees, navigation, signaux, travaux
        from maillage.comptes.acteurs import find_acteur
        from maillage.comptes.destinataires import AnnuaireDesComptes
        from maillage.comptes.personnes import PersonnesDesComptes
        from maillage.socle import afaire
        from maillage.socle.afaire import destinataires
        from maillage.socle.protection import personnes
        from maillage.socle.travaux import acteurs

        acteurs.declare(find_acteur)
        donnees.declare_all()
        destinataires.declare(AnnuaireDesComptes())
        personnes.declare(PersonnesDesComptes())
        signaux.connect_all()
        afaire.declare(a_faire.list_a_faire)
        navigation.declare_all()
        assert travaux.CODE  # declared by being read
