update payment p
set state = 'succeeded', charge_id = u.charge_id, teacher_minor = u.teacher_minor, platform_minor = u.platform_minor,
    settled_at = :now, updated_at = :now, failure_code = '', failure_message = ''
from unnest(string_to_array(:ids, chr(30))::uuid[], string_to_array(:charge_ids, chr(30)),
            string_to_array(:teacher, chr(30))::bigint[], string_to_array(:platform, chr(30))::bigint[])
     as u(id, charge_id, teacher_minor, platform_minor)
where p.id = u.id
