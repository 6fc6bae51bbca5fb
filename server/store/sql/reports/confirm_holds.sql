update vault_hold h set confirmed = true, available_at = greatest(h.available_at, to_timestamp(u.day))
from (select id, day from unnest(string_to_array(:ids, chr(30))::uuid[], string_to_array(:days, chr(30))::bigint[]) as x(id, day) order by id) u
where h.payment_id = u.id
