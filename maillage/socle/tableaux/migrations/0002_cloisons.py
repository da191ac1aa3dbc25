from django.db import migrations

from maillage.socle.cloisons import CloisonnerTable


class Migration(migrations.Migration):
    dependencies = [("tableaux", "0001_initial")]
    operations = [CloisonnerTable("VueEnregistree", compte="compte_id")]
