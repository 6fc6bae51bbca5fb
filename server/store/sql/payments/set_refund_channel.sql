update refund set channel = :channel where id = :id
