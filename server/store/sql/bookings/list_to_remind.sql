select id from booking
where state = 'paid' and starts_at > :now and ((starts_at <= :day::timestamptz and not day_reminded) or (starts_at <= :hour::timestamptz and not hour_reminded))
order by starts_at, id limit 50
