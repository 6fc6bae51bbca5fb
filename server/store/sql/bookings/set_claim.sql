update booking set claim_by = :claim_by, claim_text = :claim_text, claim_at = :now, claim_state = 'open' where id = :id
