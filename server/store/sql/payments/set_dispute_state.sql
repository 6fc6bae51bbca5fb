update dispute set state = :state, fee_minor = :fee_minor, due_by = coalesce(:due_by::timestamptz, due_by), closed_at = coalesce(closed_at, :closed_at::timestamptz),
    submitted_at = coalesce(submitted_at, :submitted_at::timestamptz)
where id = :id
