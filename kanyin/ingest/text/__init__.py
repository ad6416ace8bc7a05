"""Raw Chinese text to an article (纯文本导入), with an account of every character."""

from kanyin.ingest.text.importer import Imported, import_articles, import_text
from kanyin.ingest.text.ledger import Ledger, from_json, undo

__all__ = ["Imported", "Ledger", "from_json", "import_articles", "import_text", "undo"]
