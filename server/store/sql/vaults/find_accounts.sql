select id, kind, owner_id, bucket, currency from account
where currency = :currency and (owner_id is null or owner_id = any (string_to_array(:owners, chr(30))::uuid[]))
