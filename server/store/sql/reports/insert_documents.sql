-- Receipts of sales and top-ups, credit notes of refunds and disputes; and for what stayed with the school after all a receipt once more.
with made as (
insert into fiscal_document (id, series, number, kind, payment_id, refund_id, seller, seller_details, buyer_name, buyer_email, buyer_country, description, net_minor, tax_minor, tax_bps, currency,
                             method, issued_at)
select gen_random_uuid(), u.series, u.number, u.kind, p.id, coalesce(f.id, x.id), :seller, :seller_details, s.name, s.email, p.country,
       case when p.kind = 'top_up' then coalesce((select 'Bundle “' || b.title || '”' from bundle_purchase b where b.payment_id = p.id), 'Wallet top-up') else coalesce(r.title, k.title || ', ' || k.minutes || ' min on ' || to_char(k.starts_at at time zone 'utc', 'YYYY-MM-DD'), '') end, coalesce(f.amount_minor - f.tax_minor, x.amount_minor - x.tax_minor, p.amount_minor - p.tax_minor), coalesce(f.tax_minor, x.tax_minor, p.tax_minor), p.tax_bps,
       p.currency, case when f.channel = 'wallet' then 'wallet' else p.method end, j.posted_at
from unnest(string_to_array(:journals, chr(30))::bigint[], string_to_array(:series, chr(30)), string_to_array(:numbers, chr(30))::bigint[], string_to_array(:kinds, chr(30))) as u(journal_id, series, number, kind)
join journal j on j.id = u.journal_id
left join refund f on j.source_type = 'refund' and f.id = (case when j.source_type = 'refund' then j.source_id end)::uuid
left join dispute x on j.source_type = 'dispute' and x.id = (case when j.source_type = 'dispute' then j.source_id end)::uuid
join payment p on p.id = coalesce(f.payment_id, x.payment_id, (case when j.source_type = 'payment' then j.source_id end)::uuid)
join app_user s on s.id = p.student_id
left join booking k on k.id = p.booking_id
left join course c on c.id = p.course_id
left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
    returning payment_id
)
select distinct p.id as payment_id, p.student_id from made m join payment p on p.id = m.payment_id
