select country from payment where id = :id
