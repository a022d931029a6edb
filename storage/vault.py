"""The vault: private text, encrypted with keys that can be rotated."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class KeyMissing(Exception):
    """Something stored was encrypted with a key that is not among those given."""


class Vault:
    """Seals text with the first key and opens what any of the keys sealed."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Take Fernet keys (32 bytes in URL-safe base64); raises ValueError for what is none."""
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError:
            raise ValueError("give at least one Fernet key, each of 32 bytes in URL-safe base64") from None

    def seal(self, text: str) -> str:
        """Encrypt a text."""
        return self._fernet.encrypt(text.encode()).decode("ascii")

    def open(self, sealed: str) -> str:
        """Decrypt a text; raises KeyMissing."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken:
            raise KeyMissing("a stored text cannot be read: the key that encrypted it is missing") from None
