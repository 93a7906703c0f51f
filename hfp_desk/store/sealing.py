"""Files kept beside the register (imported originals) sealed with its data key: no personal data in the clear."""

import contextlib
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hfp_desk import private
from hfp_desk.problems import Refusal


def seal(key: bytes, content: bytes, target: Path) -> None:
    """Write ``content`` encrypted (AES-256-GCM) to ``target``; Refusal, and no half of it, where that cannot be."""
    nonce = secrets.token_bytes(12)
    try:
        private.folder(target.parent)
        private.write_bytes(target, nonce + AESGCM(key).encrypt(nonce, content, target.name.encode()))
    except OSError as error:
        with contextlib.suppress(OSError):
            target.unlink(missing_ok=True)
        raise Refusal(f"“{target.name}”写不进去。", f"请检查“{target.parent}”所在磁盘的空间和权限。") from error


def unseal(key: bytes, source: Path) -> bytes:
    """The content of a sealed file; Refusal when it is missing or was changed."""
    try:
        sealed = source.read_bytes()
        return AESGCM(key).decrypt(sealed[:12], sealed[12:], source.name.encode())
    except FileNotFoundError:
        raise Refusal(f"找不到留存的原件“{source.name}”。", "它可能已被移走，请重新向来表单位索取。") from None
    except (InvalidTag, ValueError):  # ValueError: shorter than its head
        raise Refusal(f"留存的原件“{source.name}”已损坏。", "请重新向来表单位索取。") from None
