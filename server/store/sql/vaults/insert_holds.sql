insert into vault_hold (payment_id, vault_id, teacher_minor, platform_minor, currency, available_at, confirmed)
select u.payment_id, u.vault_id, u.teacher, u.platform, u.currency, :available_at, u.confirmed
from unnest(string_to_array(:payment_ids, chr(30))::uuid[], string_to_array(:vault_ids, chr(30))::uuid[], string_to_array(:teacher, chr(30))::bigint[],
            string_to_array(:platform, chr(30))::bigint[], string_to_array(:currencies, chr(30)), string_to_array(:confirmed, chr(30))::boolean[])
     as u(payment_id, vault_id, teacher, platform, currency, confirmed)
