from django.db import migrations

from maillage.socle.cloisons import CloisonnerTable


class Migration(migrations.Migration):
    dependencies = [("protection", "0002_demande_acces")]
    operations = [CloisonnerTable("DemandeAcces", compte="personne_id")]
