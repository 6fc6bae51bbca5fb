select id, teacher_id, code, kind, bulk_count from coupon where id = :id for update
