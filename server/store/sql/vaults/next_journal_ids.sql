select nextval('journal_id_seq') as id from generate_series(1, :count::int)
