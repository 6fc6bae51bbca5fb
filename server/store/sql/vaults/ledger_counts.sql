select (select count(*) from journal) as journals, (select count(*) from transfer) as transfers,
       (select count(*) from vault_balance) as vaults
