select plan_id from schedule where id = :id
