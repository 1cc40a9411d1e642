"""The frame of the delivery tests: a playground's server, a bot of a few lines, phones."""

from tests.delivery.conftest import phone, standins, start, url, world

__all__ = ["phone", "standins", "start", "url", "world"]
