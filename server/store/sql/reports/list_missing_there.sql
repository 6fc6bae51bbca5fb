-- Booked here for some hours, and no movement of the gateway balance belongs to it.
select * from (
select 'payment:' || h.payment_id as id, 'missing_there' as state, 'charge' as type, coalesce(p.gateway_id, '') as source_id, null::bigint as amount_minor,
       p.amount_minor - p.wallet_minor as booked_minor, null::bigint as fee_minor, p.currency, p.id as payment_id, '' as explanation, p.settled_at as at
from vault_hold h join payment p on p.id = h.payment_id
where not h.confirmed and p.settled_at < :now::timestamptz - interval '2 hours'
union all
select 'refund:' || f.id, 'missing_there', 'refund', f.gateway_id, null, -f.amount_minor, null, f.currency, f.payment_id, '', coalesce(f.finished_at, f.created_at)
from refund f
where f.channel = 'gateway' and f.teacher_minor is not null and f.gateway_id is not null and coalesce(f.finished_at, f.created_at) < :now::timestamptz - interval '2 hours'
  and not exists (select 1 from gateway_transaction t where t.source_id = f.gateway_id)
union all
select 'withdrawal:' || w.id, 'missing_there', case when w.transfer_id is null then 'payout' else 'transfer' end, coalesce(w.transfer_id, w.gateway_id, ''), null, -w.amount_minor, null, w.currency, null, '', w.sending_at
from withdrawal w
where w.sent_booked and w.sending_at < :now::timestamptz - interval '2 hours'
  and not exists (select 1 from gateway_transaction t where t.source_id = coalesce(w.transfer_id, w.gateway_id))
) x
where :text::text is null or id = :text::text or source_id = :text::text or payment_id::text = :text::text
order by at desc, id limit :limit offset :offset
