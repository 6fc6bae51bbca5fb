insert into gateway_product (course_id, gateway_id, created_at) values (:course_id, :gateway_id, :now) on conflict do nothing
