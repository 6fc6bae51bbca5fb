select count(*) as missing from movement_missing where at < :now::timestamptz - interval '2 hours' and (:since::timestamptz is null or at >= :since::timestamptz)
