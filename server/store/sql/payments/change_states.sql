update payment p
set state = u.state, failure_code = u.code, failure_message = u.message, updated_at = :now
from unnest(string_to_array(:ids, chr(30))::uuid[], string_to_array(:states, chr(30)), string_to_array(:codes, chr(30)),
            string_to_array(:messages, chr(30))) as u(id, state, code, message)
where p.id = u.id
