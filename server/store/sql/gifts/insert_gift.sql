insert into gift (id, giver_id, course_id, enrollment_id, ordered_place, code, recipient_name, recipient_email, message, request_key, created_at)
values (:id, :giver_id, :course_id, :enrollment_id, :enrollment_id, :code, :recipient_name, :recipient_email, :message, :request_key, :now)
