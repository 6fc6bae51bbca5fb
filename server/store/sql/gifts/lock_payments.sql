select id from payment where enrollment_id = :enrollment_id order by id for update
