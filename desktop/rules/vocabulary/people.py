"""People, offices, partners and places: who may do what, who may see what."""

from enum import StrEnum


class Role(StrEnum):
    """What a post lets its holder do, per project, country or region."""

    MONITOR = "monitor"
    MANAGER = "manager"
    REVIEWER = "reviewer"
    ADMIN = "admin"
    READER = "reader"


class Sensitivity(StrEnum):
    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"


class OfficeType(StrEnum):
    REGIONAL = "regional"
    SUB_REGIONAL = "sub_regional"
    SUPPORT = "support"
    COUNTRY = "country"
    SUB = "sub"
    FIELD = "field"


class PlaceCodeSystem(StrEnum):
    OCHA_PCODE = "ocha_pcode"
    GADM = "gadm"
    OFFICE = "office"


class PartnerType(StrEnum):
    GOVERNMENT = "government"
    UN = "un"
    NGO = "ngo"
    CIVIL_SOCIETY = "civil_society"
    PRIVATE = "private"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class AgeGroup(StrEnum):
    """Age bands in which persons are counted."""

    TO_4 = "0-4"
    TO_11 = "5-11"
    TO_17 = "12-17"
    TO_59 = "18-59"
    FROM_60 = "60+"
    UNKNOWN = "unknown"


class Audience(StrEnum):
    """For whom an edition of a report is made."""

    OFFICE = "office"
    DONOR = "donor"
    PARTNER = "partner"
    PUBLIC = "public"
