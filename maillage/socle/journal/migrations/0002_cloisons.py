from django.db import migrations

from maillage.socle.cloisons import CloisonnerTable


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [
        CloisonnerTable("Evenement", compte="compte_id"),
        CloisonnerTable("Acces", compte="compte_id"),
    ]
