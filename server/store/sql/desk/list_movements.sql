select id, type, source_id, intent_id, transfer_id, amount_minor, currency, created_at
from desk_movement
where created_at >= :since and (:after = '' or seq < (select a.seq from desk_movement a where a.id = :after))
order by seq desc limit 100
