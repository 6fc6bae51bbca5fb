select id, kind, state, subject_id, amount_minor, moved_minor, currency, reference, intent_id, account_id, note, created_at, finished_at from desk_item where id = :id
