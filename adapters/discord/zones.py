"""Time zones that are likely for somebody's language: Discord tells a locale, and never a zone.

Languages by Discord's "Locales"; where each is spoken by CLDR's territories, and in which zones by tzdata's
zone1970.tab; those with the most speakers first.
"""

_ZONES = {
    "id": ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"),
    "da": ("Europe/Copenhagen",),
    "de": ("Europe/Berlin", "Europe/Vienna", "Europe/Zurich"),
    "en-GB": ("Europe/London", "Europe/Dublin", "Australia/Sydney"),
    "en-US": ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    "es-ES": ("Europe/Madrid", "Atlantic/Canary"),
    "es-419": ("America/Mexico_City", "America/Bogota", "America/Argentina/Buenos_Aires", "America/Lima"),
    "fr": ("Europe/Paris", "America/Toronto", "Europe/Brussels", "Africa/Abidjan"),
    "hr": ("Europe/Zagreb",),
    "it": ("Europe/Rome",),
    "lt": ("Europe/Vilnius",),
    "hu": ("Europe/Budapest",),
    "nl": ("Europe/Amsterdam", "Europe/Brussels"),
    "no": ("Europe/Oslo",),
    "pl": ("Europe/Warsaw",),
    "pt-BR": ("America/Sao_Paulo", "America/Manaus", "America/Fortaleza"),
    "ro": ("Europe/Bucharest", "Europe/Chisinau"),
    "fi": ("Europe/Helsinki",),
    "sv-SE": ("Europe/Stockholm", "Europe/Helsinki"),
    "vi": ("Asia/Ho_Chi_Minh",),
    "tr": ("Europe/Istanbul",),
    "cs": ("Europe/Prague",),
    "el": ("Europe/Athens", "Asia/Nicosia"),
    "bg": ("Europe/Sofia",),
    "ru": ("Europe/Moscow", "Asia/Yekaterinburg", "Asia/Novosibirsk", "Asia/Almaty"),
    "uk": ("Europe/Kyiv",),
    "hi": ("Asia/Kolkata",),
    "th": ("Asia/Bangkok",),
    "zh-CN": ("Asia/Shanghai", "Asia/Singapore"),
    "ja": ("Asia/Tokyo",),
    "zh-TW": ("Asia/Taipei", "Asia/Hong_Kong"),
    "ko": ("Asia/Seoul",),
}


def zones_of(locale: str) -> tuple[str, ...]:
    """Give the likely zones of one of Discord's locales, the likeliest first; none for an unknown one."""
    return _ZONES.get(locale, ())
