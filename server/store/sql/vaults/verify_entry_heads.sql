select b.vault_id, b.currency from vault_balance b
left join lateral (select seq, balance_after_minor, owed_after_minor from vault_entry e where e.vault_id = b.vault_id and e.currency = b.currency
                   order by seq desc limit 1) h on true
where b.entry_seq <> coalesce(h.seq, 0) or b.pending_minor + b.available_minor <> coalesce(h.balance_after_minor, 0) or b.owed_minor <> coalesce(h.owed_after_minor, 0)
order by b.vault_id, b.currency limit 1
