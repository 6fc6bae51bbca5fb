insert into coupon_code (code_key, code, coupon_id)
select u.key, u.code, :coupon_id from unnest(string_to_array(:keys, chr(30)), string_to_array(:codes, chr(30))) as u(key, code)
on conflict (code_key) do nothing
