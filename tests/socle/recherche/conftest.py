from tests.territoire.conftest import petit_cog

__all__ = ["petit_cog"]
