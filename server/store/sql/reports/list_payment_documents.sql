select d.id, d.kind, d.series || '-' || lpad(d.number::text, greatest(6, length(d.number::text)), '0') as number,
       coalesce((select x.series || '-' || lpad(x.number::text, greatest(6, length(x.number::text)), '0') from fiscal_document x
                 where d.kind = 'credit_note' and x.payment_id = d.payment_id and x.kind = 'receipt' and x.refund_id is null), '') as receipt_number,
       d.payment_id, d.seller, d.seller_details, d.buyer_name, d.buyer_email, d.buyer_country, d.description, d.net_minor, d.tax_minor, d.tax_bps, d.net_minor + d.tax_minor as total_minor,
       d.currency, d.method, case when d.kind = 'receipt' and d.refund_id is null then p.wallet_minor else 0 end as wallet_minor, d.issued_at
from fiscal_document d join payment p on p.id = d.payment_id where d.payment_id = :payment_id order by d.issued_at, d.series desc, d.number limit 200
