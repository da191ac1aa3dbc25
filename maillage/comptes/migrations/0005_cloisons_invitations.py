from django.db import migrations

from maillage.socle.cloisons import CloisonnerTable


class Migration(migrations.Migration):
    dependencies = [("comptes", "0004_invitations_et_revues")]
    operations = [
        CloisonnerTable("Invitation", compte="par_id"),
        CloisonnerTable("Revue"),
        CloisonnerTable("Decision"),
    ]
