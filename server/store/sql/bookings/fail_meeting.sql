update booking_meeting set problem = :problem, next_at = :next_at, told_at = coalesce(told_at, :told_at::timestamptz) where booking_id = :booking_id
