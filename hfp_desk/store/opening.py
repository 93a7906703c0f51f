"""Making and opening a register, and what an open one is."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from peewee import OperationalError, SqliteDatabase

from hfp_desk import private, scratch
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.records import MODELS, User
from hfp_desk.store import admitting, engine, history, keys, looking, migrating, settings, traces, unlocking, users
from hfp_desk.store.locking import OpenMark
from hfp_desk.store.traces import Damaged

_FOREIGN = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"SQLite format 3", b"%PDF")


@dataclass
class Register:
    """An open register. ``user`` is who signed in; ``key`` never leaves the process.

    ``read_only``: looked at beside its owner or beside the present state; nothing can be written. ``copy`` is what
    is read then, where the file itself cannot be, as it was at ``seen_at``. ``greeting`` is what the user is to be
    told once: failed tries. ``unclean``: it had not been closed as it should be, and was checked. ``reckoned`` is what
    was counted of it as it is, until something changes (``hfp_desk.store.unchanged``).
    """

    path: Path
    db: SqliteDatabase
    user: str
    key: bytes
    mark: OpenMark
    read_only: bool = False
    copy: Path | None = None
    seen_at: str = ""
    greeting: str = ""
    unclean: bool = False
    reckoned: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    @contextmanager
    def session(self) -> Iterator[None]:
        """A connection for the calling thread (peewee keeps one a thread), closed when it was opened here."""
        fresh = self.db.connect(reuse_if_open=True)
        try:
            yield
        finally:
            if fresh:
                self.db.close()

    @property
    def ring(self) -> keys.KeyRing:
        """The wrapped keys beside the register."""
        return keys.KeyRing.load(self.path)

    def beside(self, folder: str) -> Path:
        """The register's own folder ``folder`` (backups, imports), e.g. ``樟树.hfp.backups``."""
        return self.path.with_name(f"{self.path.name}.{folder}")

    def bind(self) -> None:
        """Make the records those of this register; only one register is worked with at a time."""
        self.db.bind(MODELS)

    def twin(self) -> SqliteDatabase:
        """Another database object for the same file, not yet connected: a reader of its own."""
        if not self.read_only:
            return engine.connect(self.path, self.key)
        return engine.reading(self.db.database, self.key)

    def close(self) -> None:
        """Write the log back into the file and let go of it, even where the disk is full.

        A log that cannot be written back stays whole beside the file, for the next opening to read.
        """
        if not self.db.is_closed():
            if not self.read_only:
                with suppress(OperationalError):
                    self.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            self.db.close()
        if self.copy is not None:
            scratch.wipe(self.copy)
        self.mark.release()


def create(path: Path, user: str, password: str) -> tuple[Register, str]:
    """Make a new register and return it open, with the recovery code to be printed and sealed.

    Refusal when the file exists, the folder cannot be written or the password is too short.
    """
    if path.exists() or keys.key_file(path).exists():
        raise Refusal(f"“{path}”已经存在。", "请换一个文件名，或直接打开它。")
    user = " ".join(user.split())
    if not user:
        raise Refusal("没有填写用户名。", "请填写经办人姓名。")
    keys.require_password(password)
    _make_folder(path)
    ring, key = keys.new_ring(path)
    register = Register(path, engine.connect(path, key), user, key, OpenMark(path))
    register.mark.take(user)
    try:
        ring.set_password(user, password, key)
        code = ring.renew_code(key)
        ring.write()
        private.reserve(path)
        register.db.connect()
        migrating.migrate(register.db)
        register.bind()
        User.new(name=user, roles=users.FIRST_ROLES, created_at=history.now()).save()
        settings.put(settings.KEYS, ring.digest)
    except Refusal:
        discard(register)
        raise
    except (OSError, OperationalError) as error:
        discard(register)
        raise Refusal(f"“{path.parent}”写不进去，登记簿没有建成。", "请检查磁盘空间和权限，或换一个位置。") from error
    return register, code


def discard(register: Register) -> None:
    """Take back a register that could not be made ready: nothing half-made stays behind."""
    register.db.close()
    register.mark.release()
    beside = ("", "-wal", "-shm", ".keys", ".keys.next", ".keys.next.new", ".lock")
    for path in (register.path.with_name(register.path.name + ending) for ending in beside):
        path.unlink(missing_ok=True)


def open_register(path: Path, user: str, password: str, progress: Progress = SILENT) -> Register:
    """Open with a user's password; Refusal with one sentence for everything that can stand in the way.

    An older register is backed up and brought to this program's tables first, which is what ``progress`` is told.
    """
    _require_register(path)
    register = _open(path, user, unlocking.by_password(path, user, password), progress)
    return _admitted(register, unlocking.password_of(user, password))


def open_with_code(path: Path, code: str, user: str, password: str, progress: Progress = SILENT) -> Register:
    """Open with the recovery sheet: ``user`` (an old or a new name) has a new password and administers from now on."""
    _require_register(path)
    keys.require_password(password)
    user = " ".join(user.split())
    register = _open(path, user, unlocking.by_code(path, code), progress)
    return _admitted(register, unlocking.code_of(code), password)


def open_read_only(path: Path, user: str, password: str) -> Register:
    """Look at a register, or a backup, without taking it from whoever has it open; nothing is written beside it.

    Refusal for everything that can stand in the way. Of an older register a copy brought forward is seen.
    """
    _require_register(path)
    register = look(path, user, unlocking.by_password(path, user, password))
    register.bind()
    try:
        admitting.admit_looking(register, unlocking.password_of(user, password))
    except BaseException:
        register.close()
        raise
    return register


def look(path: Path, user: str, key: bytes) -> Register:
    """What a register that is looked at already holds now; its records are bound by who closes the other one."""
    mark = OpenMark(path)
    db, copy = looking.seen(path, key, mark)
    return Register(path, db, user, key, mark, read_only=True, copy=copy, seen_at=f"{datetime.now():%H:%M}")


def _open(path: Path, user: str, key: bytes, progress: Progress) -> Register:
    from hfp_desk.store import mending, upgrading  # they know backups, and a backup knows what a register is

    unclean = traces.left(path)
    register = Register(path, engine.connect(path, key), user, key, OpenMark(path))
    register.mark.take(user)
    try:
        if unclean:
            traces.hold(path)
        engine.require_readable(register.db, path)
        migrating.require_known(register.db)
        register.bind()
        if unclean:
            mending.look(register, progress)
            register.unclean = True
        upgrading.upgrade(register, progress)
    except OperationalError:
        _let_go(register)
        raise Refusal(f"“{path}”打不开。", "请检查磁盘空间和文件权限后再试。") from None
    except BaseException:
        _let_go(register)
        raise
    return register


def _admitted(register: Register, unlock: unlocking.Unlock, new_password: str | None = None) -> Register:
    try:
        admitting.admit(register, unlock, new_password)
    except BaseException:
        _let_go(register)
        raise
    return register


def _let_go(register: Register) -> None:
    register.db.close()
    register.mark.release()


def _require_register(path: Path) -> None:
    if not path.is_file():
        raise Refusal(f"找不到登记簿“{path}”。", "请检查文件名和所在文件夹。")
    with path.open("rb") as stream:
        head = stream.read(16)
    if not head:
        raise Damaged(path, f"“{path.name}”是空文件。")
    if head.startswith(_FOREIGN):
        raise Refusal(f"“{path.name}”不是健康扶贫登记簿。", "登记簿的文件名以 .hfp 结尾，请重新选择。")


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Refusal(f"不能建立文件夹“{path.parent}”。", "请换一个可以写入的位置。") from None
