update subscription set access_before = :access_before where id = :id
