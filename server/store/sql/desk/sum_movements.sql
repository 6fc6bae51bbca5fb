select sum(amount_minor)::bigint as amount_minor, currency from desk_movement group by currency order by currency
