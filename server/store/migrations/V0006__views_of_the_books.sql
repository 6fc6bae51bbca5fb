-- What several statements read, said once.

-- What refunds and disputes took of each payment, as far as it is not back.
create view payment_taken as
select payment_id, sum(amount_minor) as amount, sum(teacher_minor) as teacher, sum(tax_minor) as tax
from (select payment_id, amount_minor, teacher_minor, tax_minor from refund where teacher_minor is not null and not returned
      union all
      select payment_id, amount_minor, teacher_minor, tax_minor from dispute where teacher_minor is not null and not returned) y
group by payment_id;
-- Each sale as it stands: its shares less what was taken of them.
create view sale_shown as
select p.id, p.course_id, p.teacher_id, p.settled_at, p.currency, p.amount_minor as gross, coalesce(k.amount, 0) as refunded, p.teacher_minor - coalesce(k.teacher, 0) as teacher,
       p.platform_minor - (coalesce(k.amount, 0) - coalesce(k.teacher, 0) - coalesce(k.tax, 0)) as platform
from payment p left join payment_taken k on k.payment_id = p.id
where p.kind = 'course' and p.settled_at is not null;
-- Booked here, and no movement of the gateway balance belongs to it.
create view movement_missing as
select 'payment:' || h.payment_id as id, 'missing_there' as state, 'charge' as type, coalesce(p.gateway_id, '') as source_id, null::bigint as amount_minor,
       p.amount_minor - p.wallet_minor as booked_minor, null::bigint as fee_minor, p.currency, p.id as payment_id, '' as explanation, p.settled_at as at
from vault_hold h join payment p on p.id = h.payment_id
where not h.confirmed
union all
select 'refund:' || f.id, 'missing_there', 'refund', f.gateway_id, null, -f.amount_minor, null, f.currency, f.payment_id, '', coalesce(f.finished_at, f.created_at)
from refund f
where f.channel = 'gateway' and f.teacher_minor is not null and f.gateway_id is not null
  and not exists (select 1 from gateway_transaction t where t.source_id = f.gateway_id)
union all
select 'withdrawal:' || w.id, 'missing_there', case when w.transfer_id is null then 'payout' else 'transfer' end, coalesce(w.transfer_id, w.gateway_id, ''), null, -w.amount_minor, null, w.currency, null, '', w.sending_at
from withdrawal w
where w.sent_booked
  and not exists (select 1 from gateway_transaction t where t.source_id = coalesce(w.transfer_id, w.gateway_id));
create view offline_receipt_shown as
select o.id, o.payment_id, o.method, o.amount_minor, o.currency, o.reference, o.received_on::timestamp at time zone 'UTC' as received_on, o.note, a.name as recorded_by_name, o.recorded_at,
       coalesce(b.name, '') as reversed_by_name, o.reversal_reason, o.reversed_at
from offline_receipt o join app_user a on a.id = o.recorded_by left join app_user b on b.id = o.reversed_by;
grant select on payment_taken, sale_shown, movement_missing, offline_receipt_shown to lectern_app;
