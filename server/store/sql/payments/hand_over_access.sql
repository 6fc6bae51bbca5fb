-- A bank still holds what a refund had closed: the dispute remembers what the place was.
update dispute set enrollment_before = coalesce(enrollment_before, :before)
where payment_id = :payment_id and teacher_minor is not null and not returned and state in ('needs_response', 'under_review')
