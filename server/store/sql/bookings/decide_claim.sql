update booking set claim_state = :state, claim_answer = :answer, claim_key = :key where id = :id
