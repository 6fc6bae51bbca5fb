select journal_id, hash from journal_chain order by journal_id desc limit 1
