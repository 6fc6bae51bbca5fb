insert into payment_failure (payment_id, code, at, currency, amount_minor)
select p.id, u.code, :now, p.currency, p.amount_minor
from unnest(string_to_array(:ids, chr(30))::uuid[], string_to_array(:codes, chr(30))) as u(id, code) join payment p on p.id = u.id
