insert into vault_balance (vault_id, currency) values (:vault_id, :currency) on conflict do nothing
