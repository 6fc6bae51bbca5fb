select id from booking where state = 'paid' and ends_at <= :now order by ends_at, id limit 50
