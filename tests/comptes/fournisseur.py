"""A local OpenID Connect provider: real HTTP on loopback, real signed tokens, and the lies a test asks of it."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlencode
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "maillage-essai", "secret-d-essai"


class _Silent(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


class Fournisseur:
    """`claims`: who signs in. `menteur`: changes the id token before it is signed. `cle`: signs; `publie`: is shown."""

    def __init__(self) -> None:
        self.cle = self.publie = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, Any] = {}
        self.menteur: Callable[[dict[str, Any]], dict[str, Any]] = lambda token: token
        self.demandes: dict[str, dict[str, str]] = {}
        self.adresse = ""

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        query = {k: v[0] for k, v in parse_qs(environ.get("QUERY_STRING", "")).items()}
        size = int(environ.get("CONTENT_LENGTH") or 0)
        posted = {k: v[0] for k, v in parse_qs(environ["wsgi.input"].read(size).decode()).items()}
        route = environ["PATH_INFO"]
        if route == "/authorize":
            code = f"code-{len(self.demandes)}"
            self.demandes[code] = query
            back = f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"
            start_response("302 Found", [("Location", back)])
            return [b""]
        body, kind = self._answer(route, posted)
        start_response("200 OK", [("Content-Type", kind)])
        return [body.encode()]

    def _answer(self, route: str, posted: dict[str, str]) -> tuple[str, str]:
        if route == "/userinfo":
            return self._sign(self.claims | {"aud": CLIENT, "iss": self.adresse}), "application/jwt"
        if route == "/jwks":
            key = json.loads(RSAAlgorithm.to_jwk(self.publie.public_key())) | {"kid": "un", "alg": "RS256"}
            return json.dumps({"keys": [key]}), "application/json"
        if route == "/token":
            asked = self.demandes[posted["code"]]
            assert (posted["client_secret"], "code_verifier" in posted) == (SECRET, True)
            now = int(time.time())
            token = {
                "iss": self.adresse, "aud": CLIENT, "sub": self.claims["sub"], "iat": now, "exp": now + 60,
                "nonce": asked["nonce"],
            }  # fmt: skip
            signed = self._sign(self.menteur(token))
            return json.dumps({"access_token": "acces", "token_type": "Bearer", "id_token": signed}), "application/json"
        config = {
            "issuer": self.adresse, "authorization_endpoint": f"{self.adresse}/authorize",
            "token_endpoint": f"{self.adresse}/token", "userinfo_endpoint": f"{self.adresse}/userinfo",
            "jwks_uri": f"{self.adresse}/jwks", "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }  # fmt: skip
        return json.dumps(config), "application/json"

    def _sign(self, claims: dict[str, Any]) -> str:
        return jwt.encode(claims, self.cle, algorithm="RS256", headers={"kid": "un"})


@contextmanager
def run_fournisseur() -> Iterator[Fournisseur]:
    fournisseur = Fournisseur()
    server: WSGIServer = make_server("127.0.0.1", 0, fournisseur, handler_class=_Silent)
    fournisseur.adresse = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield fournisseur
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
