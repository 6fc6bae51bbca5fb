update gateway_transaction set cleared = true where id = any (string_to_array(:ids, chr(30)))
