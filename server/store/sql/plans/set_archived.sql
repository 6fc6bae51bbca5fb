update payment_plan set archived_at = :archived_at where id = :id
