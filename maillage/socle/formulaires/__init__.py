"""Forms that create one thing and lose no text.

A form says `{% jeton %}` beside `{% csrf_token %}`; its view says `@une_fois` (a form posted twice creates one thing)
or `@idempotente("why")`. With `@garde_la_saisie` what was typed when the session expired comes back in the form itself
after signing in: the view builds it with `get_saisie(request)`. Without it, the text comes back on a page of its own.
"""
