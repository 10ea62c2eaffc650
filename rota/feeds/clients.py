"""Which family a client belongs to: all that is kept of what it says about itself."""

from __future__ import annotations

FAMILIES = (
    ("Google-Calendar", "Google"),
    ("Feedfetcher-Google", "Google"),
    ("dataaccessd", "Apple"),
    ("CalendarAgent", "Apple"),
    ("iOS/", "Apple"),
    ("macOS/", "Apple"),
    ("Mac OS X/", "Apple"),
    ("Microsoft.Exchange", "Outlook"),
    ("Outlook", "Outlook"),
    ("Microsoft Office", "Outlook"),
    ("Thunderbird", "Thunderbird"),
    ("Evolution", "Evolution"),
    ("ICSx5", "ICSx5"),
    ("Nextcloud", "Nextcloud"),
    ("vdirsyncer", "vdirsyncer"),
    ("Fastmail", "Fastmail"),
    ("Proton", "Proton"),
    ("curl/", "curl"),
    ("Wget/", "wget"),
    ("python", "a script"),
    ("Mozilla/", "a browser"),
)
OTHER = "other"


def family_of(user_agent: str) -> str:
    """The first family whose mark the text has."""
    return next((name for mark, name in FAMILIES if mark.casefold() in user_agent.casefold()), OTHER)
