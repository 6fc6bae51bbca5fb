select g.id, g.enrollment_id, g.code, g.recipient_name, g.recipient_email, g.message, u.name as giver_name
from gift g join app_user u on u.id = g.giver_id
where g.enrollment_id = any (string_to_array(:ids, chr(30))::uuid[]) and g.redeemed_by is null
