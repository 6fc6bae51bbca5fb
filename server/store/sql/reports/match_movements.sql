-- What our books say of movements of the gateway balance, each by the object that it came from.
select u.id, coalesce(g.state, '') as state_before,
       case when u.type in ('charge', 'payment') then p.amount_minor - p.wallet_minor
            when u.type in ('refund', 'payment_refund') and f.teacher_minor is not null then -f.amount_minor
            when u.type in ('refund_failure', 'payment_failure_refund') and f.returned then f.amount_minor
            when u.type = 'payout' and (w.sent_booked or w.state = 'paid') then -w.amount_minor
            when u.type in ('payout_failure', 'payout_cancel') and (w.recalled or w.state in ('failed', 'returned')) then w.amount_minor
            when u.type = 'transfer' and x.sent_booked then -x.amount_minor
            when u.type in ('transfer_refund', 'transfer_failure', 'transfer_cancel') and y.recalled then y.amount_minor
            when u.type = 'adjustment' and j.kind = 'dispute_withdrawn' then -t.amount_minor
            when u.type = 'adjustment' and j.kind = 'dispute_reinstated' then t.amount_minor end as booked,
       coalesce(p.currency, f.currency, w.currency, x.currency, y.currency, c.currency) as currency, coalesce(p.id, f.payment_id, d.payment_id) as payment_id
from unnest(string_to_array(:ids, chr(30)), string_to_array(:types, chr(30)), string_to_array(:sources, chr(30)), string_to_array(:references, chr(30))) as u(id, type, source_id, reference_id)
left join gateway_transaction g on g.id = u.id
left join payment p on u.type in ('charge', 'payment') and p.gateway_id = u.reference_id and p.settled_at is not null
left join refund f on u.type in ('refund', 'payment_refund', 'refund_failure', 'payment_failure_refund') and f.gateway_id = u.source_id
left join withdrawal w on u.type in ('payout', 'payout_failure', 'payout_cancel') and w.gateway_id = u.source_id and w.transfer_id is null
left join withdrawal x on u.type = 'transfer' and x.transfer_id = u.source_id
left join withdrawal y on u.type in ('transfer_refund', 'transfer_failure', 'transfer_cancel') and y.transfer_id = coalesce(nullif(u.reference_id, ''), u.source_id)
left join dispute d on u.type = 'adjustment' and d.gateway_id = u.source_id
left join journal j on u.type = 'adjustment' and j.source_type = 'gateway_transaction' and j.source_id = u.id and j.purpose = 'dispute'
left join transfer t on t.journal_id = j.id
left join account c on c.id = t.debit_account
