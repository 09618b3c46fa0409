"""Templates that were compiled by an earlier build of the same process, as under `mkdocs serve`."""

from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache


class CompiledTemplates(BytecodeCache):
    """Kept in memory only: code that lies in a file is code that somebody else may put there."""

    def __init__(self) -> None:
        self._code: dict[str, tuple[str, CodeType]] = {}  # by template, the code of its last text

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._code.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._code[bucket.key] = bucket.checksum, bucket.code
