-- A list of one empty text unpacks to nothing, hence the coalesce.
update payment p
set state = u.state, failure_code = coalesce(u.code, ''), failure_message = coalesce(u.message, ''), updated_at = :now
from unnest(string_to_array(:ids, chr(30))::uuid[], string_to_array(:states, chr(30)), string_to_array(:codes, chr(30)),
            string_to_array(:messages, chr(30))) as u(id, state, code, message)
where p.id = u.id
