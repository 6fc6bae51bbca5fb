select coalesce(sum(teacher_minor), 0)::bigint as teacher from refund
where payment_id = :payment_id and teacher_minor is not null and not returned
