update payment set disputed_minor = disputed_minor + :amount_minor, updated_at = :now where id = :id
