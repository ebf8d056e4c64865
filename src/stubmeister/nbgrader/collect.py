from nbgrader.plugins import FileNameCollectorPlugin


class DownloadedName(FileNameCollectorPlugin):
    pass
