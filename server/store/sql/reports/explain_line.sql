update gateway_transaction set state = 'explained', explanation = :explanation, explained_by = :explained_by where id = :id
