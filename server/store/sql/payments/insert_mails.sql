insert into mail_outbox (id, dedupe_key, user_id, template, params, not_before)
select u.id, u.dedupe_key, u.user_id, u.template, u.params, :now
from unnest(string_to_array(:ids, chr(30))::uuid[], string_to_array(:dedupe_keys, chr(30)), string_to_array(:user_ids, chr(30))::uuid[],
            string_to_array(:templates, chr(30)), string_to_array(:params, chr(30))) as u(id, dedupe_key, user_id, template, params)
on conflict (dedupe_key) do nothing
