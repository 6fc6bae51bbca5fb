update payment set subscription_id = :subscription_id where id = :id
