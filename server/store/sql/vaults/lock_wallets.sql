select student_id, currency, available_minor, reserved_minor, entry_seq from wallet
where student_id = any (string_to_array(:student_ids, chr(30))::uuid[]) and currency = any (string_to_array(:currencies, chr(30)))
order by student_id, currency
for update
