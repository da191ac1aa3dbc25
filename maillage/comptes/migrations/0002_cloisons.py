from django.db import migrations

from maillage.socle.cloisons import CloisonnerTable


class Migration(migrations.Migration):
    dependencies = [("comptes", "0001_initial")]
    operations = [CloisonnerTable("Habilitation", compte="compte_id")]
