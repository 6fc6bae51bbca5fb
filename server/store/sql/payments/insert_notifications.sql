insert into notification (id, user_id, kind, title, text, subject_id, at)
select u.id, u.user_id, u.kind, u.title, u.text, u.subject_id, :now
from unnest(string_to_array(:ids, chr(30))::uuid[], string_to_array(:user_ids, chr(30))::uuid[], string_to_array(:kinds, chr(30)),
            string_to_array(:titles, chr(30)), string_to_array(:texts, chr(30)), string_to_array(:subject_ids, chr(30)))
     as u(id, user_id, kind, title, text, subject_id)
