select id from withdrawal where state = 'approved' or (state = 'sending' and tried_at < :stale) order by (state = 'sending') desc, id limit 200
