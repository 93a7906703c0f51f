"""The keys of a register: one random data key, wrapped for each user and once for the recovery sheet.

Beside ``樟树.hfp`` lies ``樟树.hfp.keys``: for every user the data key encrypted with AES-256-GCM under a key that
Argon2id derives from the password (RFC 9106). Changing a password or removing a user never rewrites data. The
recovery code is 120 random bits, printed once and stored nowhere.

A changed ring is first laid beside the old one (``.keys.next``) and takes its place when the register's tables have
committed the same change: ``prepare``, commit, ``adopt``. What a killed program left there is settled at the next
opening (``hfp_desk.store.admitting``).
"""

import base64
import contextlib
import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hfp_desk import private
from hfp_desk.problems import Refusal
from hfp_desk.store import durable

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U to misread on paper
_CODE_LENGTH = 24
COST = {"memory": 65_536, "passes": 3, "lanes": 2}
"""What deriving a key costs whoever tries passwords (Argon2id: KiB, passes, lanes); kept with each wrapped key."""
_SIZES = {"salt": 16, "nonce": 12, "key": 48}
_MOST = {"memory": 1 << 20, "passes": 16, "lanes": 16}
_RECOVERY = "recovery"
SHORTEST_PASSWORD = 6


class WrongSecret(Refusal):
    """The name, password or recovery code does not open the register: a try that counts.

    ``failures`` in a row so far, and the ``seconds`` to wait before the next (``hfp_desk.store.tries``).
    """

    failures = 0
    seconds = 0


def key_file(register: Path) -> Path:
    """Where the wrapped keys of ``register`` lie."""
    return register.with_name(register.name + ".keys")


def next_file(register: Path) -> Path:
    """Where a changed ring lies until the tables have committed the change."""
    return register.with_name(register.name + ".keys.next")


@dataclass
class KeyRing:
    """The wrapped keys of one register; nothing here opens it without a password or the recovery code."""

    register: Path
    users: dict[str, dict[str, Any]]
    recovery: dict[str, Any]

    @classmethod
    def load(cls, register: Path) -> "KeyRing":
        """Read the key file; Refusal when it is missing or not ours."""
        return cls._read(register, key_file(register))

    @classmethod
    def prepared(cls, register: Path) -> "KeyRing | None":
        """The ring that a killed program left half-way; None when there is none, or nothing that can be read."""
        with contextlib.suppress(Refusal):
            return cls._read(register, next_file(register))
        return None

    @classmethod
    def _read(cls, register: Path, path: Path) -> "KeyRing":
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            users, recovery = dict(stored["users"]), dict(stored["recovery"])
            for entry in (*users.values(), *([recovery] if recovery else [])):
                _require_whole(entry)
            return cls(register, users, recovery)
        except FileNotFoundError:
            raise Refusal(
                f"找不到钥匙文件“{path.name}”。",
                "请把它放回登记簿所在的文件夹，或从备份文件夹恢复。",
            ) from None
        except (ValueError, KeyError, TypeError):
            raise Refusal(f"钥匙文件“{path.name}”已损坏。", "请从备份文件夹取回同名文件后再打开。") from None
        except OSError:
            raise Refusal(f"钥匙文件“{path.name}”读不出来。", "请检查磁盘、网络和文件权限后再试。") from None

    def unlock(self, user: str, password: str) -> bytes:
        """The data key for ``user``; Refusal for a wrong name or password, not telling which."""
        entry = self.users.get(user)
        key = _unwrap(entry, password, user) if entry else None
        if key is None:
            raise WrongSecret("用户名或密码不对。", "请重新输入；忘记密码可用恢复单打开。")
        return key

    def unlock_with_code(self, code: str) -> bytes:
        """The data key for the printed recovery code (groups and letter case do not matter)."""
        key = _unwrap(self.recovery, _folded(code), _RECOVERY)
        if key is None:
            raise WrongSecret("恢复码不对。", "请对照恢复单逐组核对，字母不分大小写。")
        return key

    def set_password(self, user: str, password: str, key: bytes) -> None:
        """Wrap the data key for ``user``; nothing is written yet."""
        require_password(password)
        self.users[user] = _wrap(key, password, user)

    def remove(self, user: str) -> None:
        """Take the key away from ``user``; nothing is written yet."""
        self.users.pop(user, None)

    def renew_code(self, key: bytes) -> str:
        """A new recovery code in groups of four, the only one once the ring is written."""
        code = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
        self.recovery = _wrap(key, code, _RECOVERY)
        return "-".join(code[i : i + 4] for i in range(0, _CODE_LENGTH, 4))

    @property
    def digest(self) -> str:
        """What tells this ring from every other; the register remembers it."""
        return hashlib.sha256(self._content().encode()).hexdigest()

    def write(self) -> None:
        """Put the ring in its place at once (a new register)."""
        self.prepare()
        self.adopt()

    def prepare(self) -> None:
        """Lay the ring beside the one in force, safely on the disk."""
        target = next_file(self.register)
        rough = target.with_name(target.name + ".new")
        try:
            private.reserve(rough)
            with rough.open("w", encoding="utf-8") as stream:
                stream.write(self._content())
                stream.flush()
                os.fsync(stream.fileno())
            rough.replace(target)
        except OSError as error:
            with contextlib.suppress(OSError):
                rough.unlink(missing_ok=True)
            raise Refusal("钥匙文件写不进去。", "密码和用户都没有变；请检查磁盘空间和权限后再做一次。") from error
        durable.sync_folder(target.parent)

    def adopt(self) -> None:
        """Let the prepared ring take its place."""
        next_file(self.register).replace(key_file(self.register))

    def forget(self) -> None:
        """Take the prepared ring away: the change did not come about."""
        next_file(self.register).unlink(missing_ok=True)

    def _content(self) -> str:
        content = {"format": 1, "users": self.users, "recovery": self.recovery}
        return json.dumps(content, ensure_ascii=False, indent=1)


def new_ring(register: Path) -> tuple[KeyRing, bytes]:
    """An empty key ring for a new register and its fresh 256-bit data key."""
    return KeyRing(register, {}, {}), secrets.token_bytes(32)


def require_password(password: str) -> None:
    """Refusal when a password is too short to keep anything secret."""
    if len(password) < SHORTEST_PASSWORD:
        raise Refusal(f"密码太短，只有 {len(password)} 位。", f"请至少设 {SHORTEST_PASSWORD} 位。")


def _folded(code: str) -> str:
    text = "".join(letter for letter in code.upper() if letter.isalnum())
    return text.replace("O", "0").replace("I", "1").replace("L", "1")


def _require_whole(entry: dict[str, Any]) -> None:
    """ValueError for an entry that no program wrote: a damaged cost would take hours, or all the memory there is."""
    sizes = {part: len(base64.b64decode(entry[part], validate=True)) for part in _SIZES}
    costs = all(type(entry[part]) is int and 1 <= entry[part] <= most for part, most in _MOST.items())
    if sizes != _SIZES or not costs or entry["memory"] < 8 * entry["lanes"]:
        raise ValueError(sizes)


def _wrap(key: bytes, secret: str, name: str) -> dict[str, Any]:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    wrapped = AESGCM(_derived(secret, salt, COST)).encrypt(nonce, key, name.encode())
    return {"salt": _text(salt), "nonce": _text(nonce), "key": _text(wrapped), **COST}


def _unwrap(entry: dict[str, Any], secret: str, name: str) -> bytes | None:
    if not entry:
        return None
    salt, nonce, wrapped = (base64.b64decode(entry[part]) for part in ("salt", "nonce", "key"))
    try:
        return AESGCM(_derived(secret, salt, entry)).decrypt(nonce, wrapped, name.encode())
    except InvalidTag:
        return None


def _derived(secret: str, salt: bytes, cost: dict[str, Any]) -> bytes:
    return hash_secret_raw(
        secret.encode(), salt, cost["passes"], cost["memory"], cost["lanes"], hash_len=32, type=Type.ID
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
