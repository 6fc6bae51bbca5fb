select id, kind, owner_id, bucket, currency from account
