"""Uploads: a file larger than the limit is passed over as it arrives, and never written down."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class WithinLimit(FileUploadHandler):
    """Passes over every file of a request that is larger than `LSCP_UPLOAD_LIMIT`."""

    over = False

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any) -> None:
        """Take note of how large the request says that it is."""
        self.over = content_length > settings.LSCP_UPLOAD_LIMIT

    def new_file(self, *about: Any, **more: Any) -> None:
        """Pass the file over where the request is too large."""
        super().new_file(*about, **more)
        if self.over:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand the piece on to who keeps it."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to who kept it."""
