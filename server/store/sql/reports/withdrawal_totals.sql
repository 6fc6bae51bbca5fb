select kind, count(*) as lines, sum(available_minor)::bigint as amount from vault_entry
where vault_id = :vault_id and currency = :currency and seq > :after and seq < :before and available_minor <> 0
group by kind order by kind
