update payment set state = :state, failure_code = :failure_code, failure_message = :failure_message, updated_at = :now where id = :id
