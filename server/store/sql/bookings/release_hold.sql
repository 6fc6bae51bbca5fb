-- Never before the day of the gateway.
update vault_hold h set available_at = greatest(:at::timestamptz, coalesce((select max(g.available_on) from gateway_transaction g where g.payment_id = h.payment_id and g.type in ('charge', 'payment')), :at::timestamptz))
where h.payment_id = :payment_id and h.available_at > :at::timestamptz
