select a.admin_id, a.reference, u.name from withdrawal_approval a join app_user u on u.id = a.admin_id where a.withdrawal_id = :id order by a.at, a.admin_id limit 1
