select u.id from app_user u
join unnest(string_to_array(:ids, chr(30))::uuid[], string_to_array(:roles, chr(30))) as known(id, role) on known.id = u.id
where u.state <> 'active' or u.role <> known.role
