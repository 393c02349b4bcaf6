"""The pages of the room: knowledge across processes, and the open page."""

from tracker.openness import knowledge_views, page_views, public_views
from tracker.openness.room import blueprint

__all__ = ["blueprint", "knowledge_views", "page_views", "public_views"]
