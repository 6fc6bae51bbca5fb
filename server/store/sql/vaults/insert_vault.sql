insert into vault (id, kind, owner_id, created_at) values (:id, :kind, :owner_id, :now) on conflict do nothing
