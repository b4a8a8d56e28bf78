"""What stays on this laptop: its own settings, and how far the search index has come."""

from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base


class LocalSetting(Base):
    __tablename__ = "local_settings"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
