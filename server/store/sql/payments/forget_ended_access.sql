-- The place is open again; no later failure of another refund opens it once more.
update refund set enrollment_before = null where payment_id = :payment_id and enrollment_before is not null
