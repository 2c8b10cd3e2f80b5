"""Keeps items in an SQLite file in /tmp: they live as long as the execution environment does.

A real backend keeps them in a database outside; only this file would change.
"""
import os
import sqlite3
import tempfile

SEED = [("pencil", "Pencil", "stationery"), ("paper", "Paper", "stationery"), ("lamp", "Lamp", "furniture")]


class Store:
    def __init__(self, path=None):
        path = path or os.path.join(tempfile.gettempdir(), "items.sqlite")
        self._db = sqlite3.connect(path)
        self._db.row_factory = sqlite3.Row
        with self._db:
            self._db.execute("CREATE TABLE IF NOT EXISTS items (id TEXT PRIMARY KEY, name TEXT NOT NULL, category TEXT NOT NULL)")
            self._db.executemany("INSERT OR IGNORE INTO items VALUES (?, ?, ?)", SEED)

    def all(self, category=None):
        rows = self._db.execute("SELECT * FROM items WHERE ?1 IS NULL OR category = ?1 ORDER BY id", (category,))
        return [dict(row) for row in rows]

    def get(self, item_id):
        row = self._db.execute("SELECT * FROM items WHERE id = ?", (item_id,)).fetchone()
        return dict(row) if row else None

    def put(self, item_id, item):
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO items VALUES (?, ?, ?)", (item_id, item["name"], item["category"]))
        return self.get(item_id)

    def delete(self, item_id):
        with self._db:
            return self._db.execute("DELETE FROM items WHERE id = ?", (item_id,)).rowcount > 0
