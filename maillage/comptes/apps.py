from django.apps import AppConfig


class ComptesConfig(AppConfig):
    name = "maillage.comptes"
    label = "comptes"
    verbose_name = "Comptes et habilitations"

    def ready(self) -> None:
        from maillage.comptes import donnees, signaux
        from maillage.comptes.acteurs import find_acteur
        from maillage.comptes.destinataires import AnnuaireDesComptes
        from maillage.socle.afaire import destinataires
        from maillage.socle.travaux import acteurs

        acteurs.declare(find_acteur)
        donnees.declare_all()
        destinataires.declare(AnnuaireDesComptes())
        signaux.connect_all()
