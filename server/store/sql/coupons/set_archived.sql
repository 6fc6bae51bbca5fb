update coupon set archived_at = :archived_at where id = :id
