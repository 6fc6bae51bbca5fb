select id from payment where student_id = :student_id and request_key = :request_key
