from django.db import migrations

from maillage.socle.cloisons import CloisonnerTable


class Migration(migrations.Migration):
    dependencies = [("formulaires", "0001_initial")]
    operations = [CloisonnerTable("Saisie", colonne=None, compte="compte_id")]
