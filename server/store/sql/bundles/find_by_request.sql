select p.id, p.bundle_id, p.student_id, p.title, p.source, p.payment_id, y.state as payment_state, p.total_minor, p.currency, p.country, p.created_at, p.done_at
from bundle_purchase p left join payment y on y.id = p.payment_id where p.student_id = :student_id and p.request_key = :request_key
