from django.db import migrations

from maillage.socle.cloisons import CloisonnerTable


class Migration(migrations.Migration):
    dependencies = [("afaire", "0001_initial")]
    operations = [CloisonnerTable("Preference", colonne=None, compte="compte_id")]
