select id, title, state from bundle where id = :id for update
