insert into account (kind, owner_id, bucket, currency) values (:kind, :owner_id, :bucket, :currency) on conflict do nothing
