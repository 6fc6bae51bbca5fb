select id, bundle_id, student_id, title, source, payment_id, total_minor, currency, country, created_at, done_at
from bundle_purchase where id = :id for update
