select o.id, o.payment_id, o.method, o.amount_minor, o.currency, o.reference, o.received_on::timestamp at time zone 'UTC' as received_on, o.note, a.name as recorded_by_name, o.recorded_at,
       coalesce(b.name, '') as reversed_by_name, o.reversal_reason, o.reversed_at
from offline_receipt o join app_user a on a.id = o.recorded_by left join app_user b on b.id = o.reversed_by
where o.id = :id
