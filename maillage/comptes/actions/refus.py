"""Why an action is refused, in words for the person who asked."""


class HabilitationRefusee(Exception):
    """The message says which rule, and what to do."""


class InvitationInvalide(Exception):
    """Unknown, expired, withdrawn or already used: one answer for all."""
