insert into desk_report (item_id, request_key, at) values (:item_id, :request_key, :now) on conflict do nothing
