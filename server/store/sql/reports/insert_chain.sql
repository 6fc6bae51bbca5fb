insert into journal_chain (journal_id, hash) select u.id, u.hash from unnest(string_to_array(:ids, chr(30))::bigint[], string_to_array(:hashes, chr(30))) as u(id, hash)
