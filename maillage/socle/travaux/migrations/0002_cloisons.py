from django.db import migrations

from maillage.socle.cloisons import CloisonnerTable


class Migration(migrations.Migration):
    dependencies = [("travaux", "0001_initial")]
    operations = [CloisonnerTable("Travail", compte="compte_id")]
