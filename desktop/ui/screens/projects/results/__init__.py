"""The results matrix edited in place, its marks, and the monitoring grid."""
