"""Trying and developing, on loopback."""

from config.settings.base import *  # noqa: F403
