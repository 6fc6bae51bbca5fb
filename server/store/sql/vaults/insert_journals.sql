insert into journal (id, kind, source_type, source_id, purpose, posted_at)
select u.id, u.kind, u.source_type, u.source_id, u.purpose, :now
from unnest(string_to_array(:ids, chr(30))::bigint[], string_to_array(:kinds, chr(30)), string_to_array(:source_types, chr(30)),
            string_to_array(:source_ids, chr(30)), string_to_array(:purposes, chr(30))) as u(id, kind, source_type, source_id, purpose)
