update payment p set fee_minor = u.fee
from (select id, nullif(fee, '')::bigint as fee from unnest(string_to_array(:ids, chr(30))::uuid[], string_to_array(:fees, chr(30))) as x(id, fee) order by id) u
where p.id = u.id
