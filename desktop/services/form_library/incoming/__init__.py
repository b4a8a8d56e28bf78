"""Takes in submissions that were filled elsewhere: ODK folders, and the tables of Kobo, Central and Milepost."""
