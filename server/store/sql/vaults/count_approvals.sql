select count(*) as approvals from withdrawal_approval where withdrawal_id = :id
