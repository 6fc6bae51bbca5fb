insert into payout_account (user_id, state, updated_at) values (:user_id, 'incomplete', :now) on conflict do nothing
