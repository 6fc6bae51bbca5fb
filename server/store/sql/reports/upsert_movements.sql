insert into gateway_transaction (id, type, source_id, reference_id, amount_minor, fee_minor, currency, created_at, available_on, state, booked_minor, payment_id, seen_at)
select u.id, u.type, coalesce(u.source, ''), coalesce(u.reference, ''), u.amount, u.fee, u.currency, to_timestamp(u.created), to_timestamp(u.available_on), u.state,
       nullif(u.booked, '')::bigint, nullif(u.payment, '')::uuid, :now
from unnest(string_to_array(:ids, chr(30)), string_to_array(:types, chr(30)), string_to_array(:sources, chr(30)), string_to_array(:references, chr(30)), string_to_array(:amounts, chr(30))::bigint[],
            string_to_array(:fees, chr(30))::bigint[], string_to_array(:currencies, chr(30)), string_to_array(:created, chr(30))::bigint[], string_to_array(:available_on, chr(30))::bigint[],
            string_to_array(:states, chr(30)), string_to_array(:booked, chr(30)), string_to_array(:payments, chr(30)))
     as u(id, type, source, reference, amount, fee, currency, created, available_on, state, booked, payment)
on conflict (id) do update set state = excluded.state, booked_minor = excluded.booked_minor, payment_id = excluded.payment_id, seen_at = excluded.seen_at
where gateway_transaction.state in ('missing_here', 'amount_differs')
