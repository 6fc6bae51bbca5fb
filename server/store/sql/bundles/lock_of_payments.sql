select id, bundle_id, student_id, title, source, payment_id, total_minor, currency, country, created_at, done_at
from bundle_purchase where payment_id = any (string_to_array(:payment_ids, chr(30))::uuid[]) order by id for update
